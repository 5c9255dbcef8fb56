import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "../..");
const FOLDERS = ["app", "components", "lib", "web", "worker"];
const SOURCE = /\.(ts|tsx|js|mjs)$/;
/** What runs in a test, or helps one. */
const OF_TESTS = /\.(test|fixture)\.|\/testing\//;

/** Modules that can open a connection, look a name up, or start a program that can. */
const MODULES =
  /(?:from|import|require)\s*\(?\s*["']((?:node:)?(?:net|tls|http|https|http2|dgram|dns|dns\/promises|child_process|cluster)|undici|nodemailer|pg|ws|axios|got|node-fetch|@opentelemetry\/exporter[\w-]*)["']/g;
const CALLS = /(?<![.\w])(?:globalThis\.)?fetch\(|new (?:WebSocket|EventSource|XMLHttpRequest)\(|sendBeacon\(/g;
const TYPE_ONLY = /^(?:import|export) type [^;]*?;$/gms;
const ADDRESS_KIND = /^import \{ isIP \} from "node:net";$/gm;
const COMMENTS = /^\s*(?:\/\/|\*|\/\*).*$/gm;

/** Every file that touches the network, and why what it does needs no rules for addresses, or where it has them. */
const KNOWN: Record<string, string> = {
  // Outbound, under the rules for addresses (worker/send/dial.ts).
  "worker/send/connector.ts": "opens connections to addresses that were judged",
  "worker/send/proxy.ts": "opens connections to the operator's egress proxy",
  "worker/send/lane.ts": "speaks HTTP over those connections, and over no other",
  "worker/send/resolver.ts": "looks names up, whose addresses are judged",
  "worker/send/tls.ts": "makes contexts for those connections",
  "worker/send/own-context.ts": "makes contexts for those connections",
  // To addresses that the operator has set.
  "worker/send/mail.ts": "hands e-mails to SMTP_URL",
  "lib/tracing-sdk.ts": "sends traces to OTEL_EXPORTER_OTLP_ENDPOINT",
  "lib/page/sso-provider.ts": "asks OIDC_ISSUER, and what it names with https, following no redirect",
  "lib/db.ts": "asks DATABASE_URL",
  "lib/notifications.ts": "asks DATABASE_URL",
  "worker/wake-ups.ts": "asks DATABASE_URL",
  // No connection.
  "lib/domain/endpoints/check-url.ts": "looks a name up that is to be saved, and judges the addresses",
  "lib/domain/endpoints/authentication-in.ts": "has the TLS library read a certificate",
  "web/main.ts": "listens",
  // In the browser, or words for others to run.
  "lib/contract/client.ts": "asks the API of the page that it runs in",
  "components/deliveries/follow.ts": "asks the API of the page that it runs in",
  "components/test-send/follow-delivery.ts": "asks the API of the page that it runs in",
  "components/deliveries/shared-stream.ts": "asks the API of the page that it runs in",
  "components/embedding/snippets.ts": "is shown",
  "components/verify/handlers/fetch.ts": "is shown",
};

/** Of the one module that sends, everybody who uses it; worker/send/every-way-out.test.ts tries each. */
const SENDERS: Record<string, string> = {
  "worker/delivery/tries.ts": "deliveries, tests and replays",
  "worker/delivery/send-with-token.ts": "deliveries with an access token",
  "worker/delivery/access-tokens.ts": "token servers",
  "worker/alerts/post.ts": "alerts to customers and staff",
  "worker/tasks/check-url.ts": "looks at URLs",
};

const files = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)),
)
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => SOURCE.test(file) && !OF_TESTS.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), "utf8") }));

test("nothing touches the network but what is known to, with its reason", () => {
  expect(files.length).toBeGreaterThan(500);
  const found = files.filter(({ text }) => {
    const code = text.replace(COMMENTS, "").replace(TYPE_ONLY, "").replace(ADDRESS_KIND, "");
    return code.match(MODULES) !== null || code.match(CALLS) !== null;
  });
  expect(found.map(({ file }) => file).sort()).toEqual(Object.keys(KNOWN).sort());
});

test("everybody who sends is tried against every blocked address", () => {
  const found = files.filter(({ text }) => /\bsender\.(send|probe)\(/.test(text)).map(({ file }) => file);
  expect(found.sort()).toEqual(Object.keys(SENDERS).sort());
});
