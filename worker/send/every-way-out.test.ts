import { describe, expect, test } from "vitest";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { discordRequest, post as postAlert, slackRequest, webhookRequest } from "@/worker/alerts/post.ts";
import { createAccessTokens } from "@/worker/delivery/access-tokens.ts";
import { dialledAddresses, openRawReceiver, openSender, post } from "@/worker/send/receivers.fixture.ts";
import type { Sender } from "@/worker/send/send.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OAUTH = { clientId: "a", clientSecret: "b", scope: null, audience: null, params: {}, authenticateWith: "body" };

/** As much of an endpoint's configuration as fetching a token reads. */
function configWithToken(tokenUrl: string): DeliveryConfig {
  const options = { networks: null, minTlsVersion: null };
  const oauth2 = { ...OAUTH, tokenUrl };
  const rest = { tls: null, headers: {}, secrets: [], keys: [], transformation: null };
  return { connectTimeoutMs: 5_000, timeoutMs: 5_000, options, oauth2, ...rest } as unknown as DeliveryConfig;
}

async function fetchToken(sender: Sender, url: string): Promise<string> {
  const config = configWithToken(url);
  if (config.oauth2 === null) throw new Error("It has one.");
  const answer = await createAccessTokens(sender).get(config, config.oauth2, 5_000);
  return answer.ok ? "a token" : answer.detail;
}

const alert = async (sender: Sender, request: Parameters<typeof postAlert>[1]) => {
  const sent = await postAlert(sender, request);
  return sent.ok ? "sent" : sent.reason;
};

/** Everything that leaves for an address that somebody other than the operator wrote down. */
const FEATURES: Record<string, (sender: Sender, url: string) => Promise<string>> = {
  "a delivery, a test, a replay": async (sender, url) => (await sender.send(post(url))).outcome.class,
  "a look at a URL": async (sender, url) => (await sender.probe(url)).class,
  "a token server": fetchToken,
  "an alert in a customer's or the staff's Slack": (sender, url) => alert(sender, slackRequest(url, "text")),
  "an alert in Discord": (sender, url) => alert(sender, discordRequest(url, "text")),
  "an alert to a webhook": (sender, url) =>
    alert(
      sender,
      webhookRequest({ url, secret: SECRET }, { id: "0199b1de-0000-7000-8000-000000000000", payload: {} }, 0),
    ),
};

const BLOCKED = [
  ...["0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.1", "192.0.2.1"],
  ...["192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1"],
  ...[
    "255.255.255.255",
    "168.63.129.16",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:127.0.0.1",
    "64:ff9b::10.0.0.1",
    "fd00:ec2::254",
  ],
  ...["fe80::1", "ff02::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "2620:4f:8000::1", "4000::1"],
];

describe.each(Object.entries(FEATURES))("%s", (_, use) => {
  test("reaches no blocked address, whether the URL has it or a name leads there", async () => {
    const inside = await openRawReceiver((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n"), "127.0.0.1");
    for (const address of BLOCKED) {
      const sender = openSender({ resolver: async () => [{ address, family: address.includes(":") ? 6 : 4 }] });
      const literal = address.includes(":") ? `[${address}]` : address;
      for (const host of [literal, "hooks.example.com"]) {
        expect(await use(sender, `http://${host}:${inside.port}/x`), `${host} at ${address}`).toContain(
          "blocked_address",
        );
      }
    }
    expect(dialledAddresses()).toEqual([]);
    expect(inside.connections).toBe(0);
  });

  test("does not reach the installation itself by its own name", async () => {
    const sender = openSender({ isOwn: (url) => url.hostname === "posthorn.example.com" });
    expect(await use(sender, "http://posthorn.example.com/in/abc")).toContain("blocked_address");
    expect(dialledAddresses()).toEqual([]);
  });
});

test("a proxy that fails is told to nobody as their fault, by none of them", async () => {
  const sender = openSender({ proxyUrl: new URL("http://127.0.0.3:9") });
  const told = await Promise.all(Object.values(FEATURES).map((use) => use(sender, "http://hooks.example.com/")));
  expect(told).toEqual([
    "proxy_error",
    "proxy_error",
    "the egress proxy cannot be used (PROXY_FAILED)",
    ...["internal", "internal", "internal"],
  ]);
});
