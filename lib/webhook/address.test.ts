import { expect, test } from "vitest";
import { judgeAddress, judgeUrl, parseCidrs } from "@/lib/webhook/address.ts";

const NONE = parseCidrs("");
const LOOPBACK = parseCidrs("127.0.0.0/8");

test.each([
  "8.8.8.8",
  "1.1.1.1",
  "100.63.255.255",
  "100.128.0.1",
  "172.15.255.255",
  "172.32.0.0",
  "169.253.255.255",
  "192.0.1.1",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "168.63.129.15",
  "2606:4700::1111",
  "2a00:1450:4001::1",
  "2001:200::1",
  "3ffe::1",
  "::ffff:8.8.8.8",
  "::ffff:808:808",
  "64:ff9b::8.8.8.8",
  "64:ff9b::808:808",
])("%s is public", (ip) => {
  expect(judgeAddress(ip, NONE)).toBe("public");
});

test.each([
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "100.127.255.255",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.0.1",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.1",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.0.1",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.1",
  "203.0.113.1",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "168.63.129.16",
  "::",
  "::1",
  "::7f00:1",
  "::127.0.0.1",
  "::a9fe:a9fe",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:10.0.0.1",
  "::ffff:169.254.169.254",
  "::ffff:0:7f00:1",
  "::5efe:7f00:1",
  "64:ff9b::127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b:1::7f00:1",
  "64:ff9b:1::808:808",
  "100::1",
  "100:0:0:1::1",
  "1::1",
  "4000::1",
  "5f00::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "2001::1",
  "2001:1ff::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "2002:808:808::1",
  "3fff::1",
  "2620:4f:8000::1",
])("%s is blocked", (ip) => {
  expect(judgeAddress(ip, NONE)).toBe("blocked");
});

test.each([
  "",
  "localhost",
  "2130706433",
  "0x7f000001",
  "017700000001",
  "127.1",
  "0177.0.0.1",
  "8.8.8.8 ",
  "134744072",
  "[::1]",
])("%j is not a canonical address, so it is blocked", (text) => {
  expect(judgeAddress(text, NONE)).toBe("blocked");
});

test.each([
  ["127.0.0.0/8", "127.0.0.1", "allowed"],
  ["127.0.0.0/8", "::ffff:127.0.0.1", "allowed"],
  ["127.0.0.0/8", "64:ff9b::127.0.0.1", "allowed"],
  ["::ffff:127.0.0.0/104", "127.0.0.1", "allowed"],
  ["127.0.0.0/8", "10.0.0.1", "blocked"],
  ["127.0.0.2/32", "127.0.0.1", "blocked"],
  ["10.0.0.0/9", "10.128.0.0", "blocked"],
  ["10.0.0.0/9", "10.127.255.255", "allowed"],
  ["10.0.0.0/8, fd00::/8", "fd12::1", "allowed"],
  ["::1/128", "::1", "allowed"],
  ["8.8.8.8/32", "8.8.8.8", "allowed"],
  ["0.0.0.0/0", "10.0.0.1", "allowed"],
  ["0.0.0.0/0", "::1", "blocked"],
  ["0.0.0.0/0", "169.254.169.254", "blocked"],
  ["169.254.0.0/16", "169.254.169.254", "blocked"],
  ["169.254.0.0/16", "169.254.1.1", "allowed"],
  ["169.254.0.0/16", "::ffff:169.254.169.254", "blocked"],
  ["169.254.0.0/16", "64:ff9b::169.254.169.254", "blocked"],
  ["169.254.169.254/32", "169.254.169.254", "allowed"],
  ["64:ff9b::/96", "64:ff9b::169.254.169.254", "blocked"],
  ["64:ff9b::/96", "64:ff9b::10.0.0.1", "allowed"],
  ["168.63.0.0/16", "168.63.129.16", "blocked"],
  ["fd00::/8", "fd00:ec2::254", "blocked"],
  ["fd00:ec2::254/128", "fd00:ec2::254", "allowed"],
])("with %s open, %s is %s", (list, ip, verdict) => {
  expect(judgeAddress(ip, parseCidrs(list))).toBe(verdict);
});

test.each([
  "localhost",
  "10.0.0.0",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0/8",
  "::1/129",
  "10.0.0.0/8/8",
  "10.0.0.0/08x",
  "::ffff:0:0/95",
  "fe80::1%a/64",
])("the allow list %j is refused instead of guessed at", (list) => {
  expect(() => parseCidrs(list)).toThrow(/CIDR|ranges/);
});

const STRICT = { allow: NONE, allowHttp: false };

test.each([
  "https://example.com",
  "https://example.com/hooks?x=1#frag",
  "https://EXAMPLE.com:8443/a%20b",
  "https://example.com.",
  "https://8.8.8.8/x",
  "https://[2606:4700::1111]/x",
  "https://134744072/",
  "https://bücher.example.de/",
  "https://xn--bcher-kva.de/@path",
  "https://a.localhost.example.com/",
  `https://example.com/${"a".repeat(2048 - 20)}`,
])("%.60s may be saved", (text) => {
  expect(judgeUrl(text, STRICT)).toMatchObject({ ok: true });
});

test.each([
  [
    "malformed",
    [
      "",
      "example.com",
      "/hooks",
      "//example.com",
      "https://",
      "https:///x",
      "https:example.com",
      "https:/example.com",
      "https://exa mple.com",
    ],
  ],
  [
    "malformed",
    [
      " https://example.com",
      "https://example.com\n",
      "https://exam\tple.com",
      "https://example.com/\0",
      "https://example.com\\@evil.com",
      "https://example.com/\u00a0",
      "https://example.com/\u2028x",
      "\ufeffhttps://example.com",
    ],
  ],
  [
    "malformed",
    [
      "https://256.256.256.256",
      "https://[::1",
      "https://[fe80::1%25eth0]/",
      "https://example.com:99999",
      "https://exa%00mple.com",
      "https://a..b%2f/",
    ],
  ],
  ["too_long", [`https://example.com/${"a".repeat(2048)}`]],
  [
    "scheme",
    [
      "ftp://example.com",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "gopher://example.com",
      "ws://example.com",
      "data:text/plain,x",
    ],
  ],
  [
    "credentials",
    [
      "https://user@example.com",
      "https://user:pass@example.com",
      "https://@example.com",
      "https://:@example.com",
      "https://a@b@example.com",
    ],
  ],
  ["port", ["https://example.com:0", "https://example.com:22", "https://example.com:25", "http://example.com:6667"]],
  ["http_not_allowed", ["http://example.com", "HTTP://example.com", "http://8.8.8.8"]],
  [
    "host_not_allowed",
    [
      "https://localhost",
      "https://LOCALHOST:3000",
      "https://localhost.",
      "https://a.localhost",
      "https://intranet",
      "https://printer.local",
      "https://db.internal",
      "https://x.home.arpa",
      "https://x.onion",
      "https://x.test",
      "https://x.invalid",
      "https://metadata.google.internal/",
    ],
  ],
  [
    "address_not_allowed",
    [
      "https://127.0.0.1",
      "https://127.1",
      "https://2130706433",
      "https://0x7f000001",
      "https://0x7f.1",
      "https://017700000001",
      "https://0177.0.0.1",
      "https://127.0.0.1.",
      "https://0",
      "https://0.0.0.0",
      "https://[::1]",
      "https://[::]",
      "https://[::ffff:127.0.0.1]",
      "https://[::ffff:7f00:1]",
      "https://[::127.0.0.1]",
      "https://[64:ff9b::7f00:1]",
      "https://169.254.169.254/latest/meta-data",
      "https://１２７.0.0.1",
      "https://%31%32%37.0.0.1",
      "https://127。0。0。1",
      "https://10.0.0.1",
      "https://[fd00::1]",
    ],
  ],
] as const)("refused as %s", (reason, texts) => {
  for (const text of texts) {
    expect(judgeUrl(text, STRICT), text).toMatchObject({ ok: false, reason });
  }
});

test("a private name and a private address are refused in the same words", () => {
  const byName = judgeUrl("https://db.internal", STRICT);
  const byAddress = judgeUrl("https://10.0.0.1", STRICT);
  expect(!byName.ok && !byAddress.ok && byName.message === byAddress.message).toBe(true);
});

test("plain http is allowed by policy, or where the operator opened the address itself", () => {
  expect(judgeUrl("http://example.com", { allow: NONE, allowHttp: true })).toMatchObject({ ok: true });
  expect(judgeUrl("http://example.com", { allow: LOOPBACK, allowHttp: false })).toMatchObject({
    reason: "http_not_allowed",
  });
  expect(judgeUrl("http://127.0.0.1:4000/x", { allow: LOOPBACK, allowHttp: false })).toMatchObject({ ok: true });
  expect(judgeUrl("http://localhost:4000/x", { allow: LOOPBACK, allowHttp: false })).toMatchObject({ ok: true });
  expect(judgeUrl("http://10.0.0.1", { allow: LOOPBACK, allowHttp: true })).toMatchObject({
    reason: "address_not_allowed",
  });
});

test("localhost needs the whole of its address opened, other internal names an opened internal network", () => {
  const internal = parseCidrs("10.0.0.0/8");
  expect(judgeUrl("https://localhost", { allow: internal, allowHttp: true })).toMatchObject({
    reason: "host_not_allowed",
  });
  expect(judgeUrl("https://db.internal", { allow: LOOPBACK, allowHttp: true })).toMatchObject({
    reason: "host_not_allowed",
  });
  expect(judgeUrl("https://db.internal", { allow: internal, allowHttp: true })).toMatchObject({ ok: true });
  expect(judgeUrl("https://billing", { allow: internal, allowHttp: true })).toMatchObject({ ok: true });
  expect(judgeUrl("https://x.onion", { allow: internal, allowHttp: true })).toMatchObject({
    reason: "host_not_allowed",
  });
});
