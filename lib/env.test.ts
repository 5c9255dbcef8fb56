import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, test, vi } from "vitest";

const EXAMPLE = readFileSync(path.resolve(import.meta.dirname, "../.env.example"), "utf8");
const REQUIRED = { DATABASE_URL: "postgresql://127.0.0.1:5432/posthorn", POSTHORN_SECRET: "x".repeat(32) };

const documented = EXAMPLE.split("\n").flatMap((line) => {
  const setting = /^#?([A-Z_]+)=(.*)$/.exec(line);
  return setting ? [{ key: setting[1] ?? "", value: setting[2] ?? "" }] : [];
});

/** The settings as a new process with exactly these variables would read them. */
async function readSettings(variables: Record<string, string>) {
  for (const { key } of documented) vi.stubEnv(key, undefined);
  for (const [key, value] of Object.entries(variables)) vi.stubEnv(key, value);
  vi.resetModules();
  const { env } = await import("@/lib/env.ts");
  return env();
}

beforeEach(() => {
  vi.unstubAllEnvs();
});

test(".env.example documents every setting, once, and no other", async () => {
  const { ENV_KEYS } = await import("@/lib/env.ts");
  expect(documented.map(({ key }) => key).sort()).toEqual([...ENV_KEYS].sort());
});

test("every setting in .env.example has a sentence above it", () => {
  for (const block of EXAMPLE.split("\n\n").slice(1)) {
    if (/^#?[A-Z_]+=/m.test(block)) expect(block, block).toMatch(/^# .+\.$/m);
  }
});

test("the values in .env.example are the defaults", async () => {
  const defaults = await readSettings(REQUIRED);
  const asWritten = await readSettings({
    ...Object.fromEntries(documented.map(({ key, value }) => [key, value])),
    ...REQUIRED,
  });
  expect(asWritten).toEqual(defaults);
});

test("links are made from the port in use when no public address is named", async () => {
  expect((await readSettings({ ...REQUIRED, PORT: "3456" })).PUBLIC_URL).toBe("http://localhost:3456");
  expect((await readSettings({ ...REQUIRED, PUBLIC_URL: "https://hooks.example.com/" })).PUBLIC_URL).toBe(
    "https://hooks.example.com",
  );
});

test("a wrong or missing setting stops the start with its name and without its value", async () => {
  const message = await readSettings({
    POSTHORN_SECRET: "too-short-to-use",
    PORT: "99999",
    POSTHORN_BOOTSTRAP_API_KEY: "hunter2",
  }).catch((error: Error) => error.message);
  for (const name of ["PORT", "DATABASE_URL", "POSTHORN_SECRET", "POSTHORN_BOOTSTRAP_API_KEY"]) {
    expect(message).toContain(name);
  }
  for (const value of ["too-short-to-use", "99999", "hunter2"]) expect(message).not.toContain(value);
});

test("secrets come from settings or from a file, the one in use first, and never from both", async () => {
  const [one, two, three] = ["1", "2", "3"].map((text) => text.repeat(32));
  const settings = await readSettings({ ...REQUIRED, POSTHORN_SECRET_OTHERS: `${two}, ${three}` });
  expect(settings.POSTHORN_SECRET_OTHERS).toEqual([two, three]);
  const file = path.join(mkdtempSync(path.join(tmpdir(), "posthorn-")), "secret");
  writeFileSync(file, `# rotated in May\n${one}\r\n\n${two}\n`);
  const ofFile = { DATABASE_URL: REQUIRED.DATABASE_URL, POSTHORN_SECRET_FILE: file };
  expect(await readSettings(ofFile)).toMatchObject({ POSTHORN_SECRET: one, POSTHORN_SECRET_OTHERS: [two] });
  const wrong = [
    { ...REQUIRED, POSTHORN_SECRET_FILE: file },
    { ...ofFile, POSTHORN_SECRET_FILE: `${file}-of-nobody` },
    { ...REQUIRED, POSTHORN_SECRET_OTHERS: "short" },
  ];
  for (const given of wrong) await expect(readSettings(given)).rejects.toThrow(/POSTHORN_SECRET_(FILE|OTHERS): /);
  writeFileSync(file, "# none\n");
  await expect(readSettings(ofFile)).rejects.toThrow("has no line with a secret");
});

test("the settings of endpoints are read as lists, headers and seconds", async () => {
  const { WEBHOOK_URLS, WEBHOOK_EVENTS, WEBHOOK_HEADERS, WEBHOOK_TIMEOUT, WEBHOOK_RATE_LIMIT_WINDOW } =
    await readSettings({
      ...REQUIRED,
      WEBHOOK_URLS: "https://a.example/x, https://b.example,https://a.example/x",
      WEBHOOK_EVENTS: "job.completed, invoice.*",
      WEBHOOK_HEADERS: "X-Team: core, X-Colon:a:b",
      WEBHOOK_TIMEOUT: "1500",
      WEBHOOK_RATE_LIMIT_WINDOW: "60000",
    });
  expect({ WEBHOOK_URLS, WEBHOOK_EVENTS, WEBHOOK_HEADERS, WEBHOOK_TIMEOUT, WEBHOOK_RATE_LIMIT_WINDOW }).toEqual({
    WEBHOOK_URLS: ["https://a.example/x", "https://b.example"],
    WEBHOOK_EVENTS: ["job.completed", "invoice.*"],
    WEBHOOK_HEADERS: { "X-Team": "core", "X-Colon": "a:b" },
    WEBHOOK_TIMEOUT: 2,
    WEBHOOK_RATE_LIMIT_WINDOW: 60,
  });
  expect((await readSettings({ ...REQUIRED, WEBHOOK_EVENTS: "*" })).WEBHOOK_EVENTS).toEqual([]);
});

test("each wrong setting of endpoints is named, and its value is not", async () => {
  const wrong = {
    WEBHOOK_URLS: "ftp://hunter2",
    WEBHOOK_EVENTS: "hunter 2",
    WEBHOOK_SECRET_KEY: "hunter2",
    WEBHOOK_HEADERS: "Host: hunter2",
    WEBHOOK_TIMEOUT: "60001",
    WEBHOOK_MAX_RETRIES: "50",
    WEBHOOK_RETRY_DELAY: "hunter2",
    WEBHOOK_MAX_RETRY_DELAY: "0",
    WEBHOOK_RATE_LIMIT_MAX: "65536",
    WEBHOOK_RATE_LIMIT_WINDOW: "3600001",
  };
  const message = await readSettings({ ...REQUIRED, ...wrong }).catch((error: Error) => error.message);
  for (const name of Object.keys(wrong)) expect(message).toContain(`  ${name}: `);
  expect(message).not.toContain("hunter");
});

test("the sender of alerts is an address with or without a name, needed with a mail server, and ends no header", async () => {
  const SMTP_URL = "smtp://mail.example.com";
  const from = async (ALERTS_FROM: string) => (await readSettings({ ...REQUIRED, SMTP_URL, ALERTS_FROM })).ALERTS_FROM;
  expect(await from("Acme Inc <alerts@acme.example>")).toEqual({ name: "Acme Inc", address: "alerts@acme.example" });
  expect(await from("alerts@acme.example")).toEqual({ name: "", address: "alerts@acme.example" });
  for (const wrong of ["", "Acme", "Acme <a>", "A\r\nBcc: x <alerts@acme.example>", "a@b.example, c@d.example"]) {
    await expect(from(wrong), wrong).rejects.toThrow("ALERTS_FROM");
  }
});

test("single sign-on needs a safe issuer, its secrets, and domains for who comes uninvited", async () => {
  const OIDC = { OIDC_ISSUER: "https://id.acme.example", OIDC_CLIENT_ID: "posthorn", OIDC_CLIENT_SECRET: "hunter2" };
  const read = (more: Record<string, string>) => readSettings({ ...REQUIRED, ...OIDC, ...more });
  expect((await read({ OIDC_ROLES: "cn=ops=engineer, bosses=admin" })).OIDC_ROLES).toEqual(
    new Map([
      ["cn=ops", "engineer"],
      ["bosses", "admin"],
    ]),
  );
  expect((await read({ STAFF_SECOND_FACTOR_ROLES: "admin, engineer" })).STAFF_SECOND_FACTOR_ROLES).toHaveLength(2);
  expect((await read({ OIDC_ISSUER: "http://127.0.0.1:9000" })).OIDC_ISSUER).toBe("http://127.0.0.1:9000");
  const wrong: [Record<string, string>, string][] = [
    [{ OIDC_ISSUER: "http://id.acme.example" }, "OIDC_ISSUER"],
    [{ OIDC_ISSUER: "http://localhost.evil.example" }, "OIDC_ISSUER"],
    [{ OIDC_CLIENT_SECRET: "" }, "OIDC_CLIENT_SECRET"],
    [{ OIDC_NEW_ROLE: "viewer" }, "OIDC_ALLOWED_DOMAINS"],
    [{ OIDC_NEW_ROLE: "boss" }, "OIDC_NEW_ROLE"],
    [{ OIDC_ROLES: "ops=boss" }, "OIDC_ROLES"],
    [{ STAFF_SECOND_FACTOR_ROLES: "admins" }, "STAFF_SECOND_FACTOR_ROLES"],
    [{ PUBLIC_URL: "http://127.0.0.1:3000" }, "PUBLIC_URL"],
  ];
  for (const [settings, name] of wrong) await expect(read(settings), name).rejects.toThrow(name);
});

test("ways out of the network are read strictly: a proxy, addresses for firewalls, and metadata only with a second word", async () => {
  const read = (more: Record<string, string>) => readSettings({ ...REQUIRED, ...more });
  expect((await read({ EGRESS_PROXY_URL: "http://posthorn:p%40ss@proxy.acme.example:4750" })).EGRESS_PROXY_URL).toEqual(
    new URL("http://posthorn:p%40ss@proxy.acme.example:4750"),
  );
  expect((await read({ POSTHORN_EGRESS_ADDRESSES: "203.0.113.7, 2001:db8::/48" })).POSTHORN_EGRESS_ADDRESSES).toEqual([
    "203.0.113.7",
    "2001:db8::/48",
  ]);
  const metadata = { POSTHORN_EGRESS_ALLOW: "10.0.0.0/8,169.254.169.254/32" };
  await expect(read({ ...metadata, POSTHORN_EGRESS_ALLOW_METADATA: "1" })).resolves.toBeDefined();
  const wrong: [Record<string, string>, string][] = [
    [metadata, "POSTHORN_EGRESS_ALLOW_METADATA=1"],
    [{ POSTHORN_EGRESS_ALLOW: "fd00:ec2::254/128" }, "POSTHORN_EGRESS_ALLOW"],
    [{ POSTHORN_EGRESS_ADDRESSES: "203.0.113.7, hunter2" }, "POSTHORN_EGRESS_ADDRESSES"],
    [{ POSTHORN_EGRESS_ADDRESSES: "203.0.113.0/33" }, "POSTHORN_EGRESS_ADDRESSES"],
    ...[
      "proxy:4750",
      "https://proxy.example",
      "http://hunter2@proxy.example",
      "http://proxy.example/x",
      "socks5://p.example",
    ].map((url): [Record<string, string>, string] => [{ EGRESS_PROXY_URL: url }, "EGRESS_PROXY_URL"]),
  ];
  for (const [settings, name] of wrong) {
    const message = await read(settings).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(message, JSON.stringify(settings)).toContain(name);
    expect(message).not.toContain("hunter2");
  }
});

test("settings that weaken the way out are told at the start", async () => {
  vi.resetModules();
  for (const [key, value] of Object.entries({
    ...REQUIRED,
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
    HTTPS_PROXY: "http://hunter2.example",
    POSTHORN_EGRESS_ALLOW: "169.254.169.254/32",
    POSTHORN_EGRESS_ALLOW_METADATA: "1",
  })) {
    vi.stubEnv(key, value);
  }
  const { settingWarnings } = await import("@/lib/env.ts");
  const told = settingWarnings().join("\n");
  for (const word of ["NODE_TLS_REJECT_UNAUTHORIZED=0", "169.254.169.254", "HTTPS_PROXY"]) expect(told).toContain(word);
  expect(told).not.toContain("hunter2");
});
