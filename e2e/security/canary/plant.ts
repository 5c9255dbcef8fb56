import { createHmac } from "node:crypto";
import { TOTP } from "otpauth";
import { BOOTSTRAP_API_KEY, STAFF } from "@/e2e/environment.ts";
import { issueCertificate } from "@/e2e/faults/certificates.ts";
import { type Receiver, startReceiver } from "@/e2e/receiver.ts";
import type { Stage } from "@/e2e/screens/stage.ts";
import { type Canary, planted } from "@/e2e/security/canary/canary.ts";
import { startTokenServer } from "@/e2e/token-server.ts";

type Json = Record<string, unknown>;
type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; text: string }>;

export interface Garden {
  canaries: Canary[];
  /** What was answered to requests that made or showed a secret on purpose: not searched. */
  ask: Ask;
  /** What was answered to mistakes. */
  refusals: { place: string; text: string }[];
  /** Headers of a page of the console, and of the portal. */
  staff: Record<string, string>;
  customer: Record<string, string>;
  /** Headers and paths of what receivers got. */
  arrived: () => string;
  /** Values of path parameters. */
  ids: Record<string, string>;
  close: () => Promise<void>;
}

export interface SettingCanaries {
  settings: Record<string, string>;
  canaries: Canary[];
}

/** Secrets of the settings, as an operator gives them. */
export function plantSettings(input: { receiver: string; mail: string; collector: string }): SettingCanaries {
  const names = [
    "posthornSecret",
    "otherSecret",
    "compatJwt",
    "smtpPassword",
    "otlpHeader",
    "environmentHeader",
  ] as const;
  const of = Object.fromEntries(names.map((name) => [name, planted(`setting.${name}`)])) as Record<
    (typeof names)[number],
    Canary
  >;
  const environmentSecret = whsec("setting.environmentSecret");
  const long = (canary: Canary) => `${canary.value}-and-more-of-it`;
  const mail = new URL(input.mail);
  mail.username = "posthorn";
  mail.password = of.smtpPassword.value;
  return {
    canaries: [...Object.values(of), environmentSecret],
    settings: {
      POSTHORN_SECRET: long(of.posthornSecret),
      POSTHORN_SECRET_OTHERS: long(of.otherSecret),
      POSTHORN_COMPAT_JWT_SECRET: of.compatJwt.value,
      POSTHORN_LOG_LEVEL: "debug",
      SMTP_URL: mail.href,
      OTEL_EXPORTER_OTLP_ENDPOINT: input.collector,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer ${of.otlpHeader.value}`,
      POSTHORN_TRACE_RECEIVERS: "1",
      WEBHOOK_URLS: input.receiver,
      WEBHOOK_SECRET_KEY: environmentSecret.value,
      WEBHOOK_HEADERS: `X-Env-Key:${of.environmentHeader.value}`,
    },
  };
}

/** A signing secret of which the text and the bytes are recognised. */
function whsec(name: string): Canary {
  const { value } = planted(name);
  return { name, value: `whsec_${Buffer.from(value.padEnd(30, "x")).toString("base64")}` };
}

/** Answers with everything that it was sent, as careless receivers do. */
async function echo(): Promise<Receiver> {
  const receiver = await startReceiver();
  const answer = () => {
    const last = receiver.requests.at(-1);
    const body = JSON.stringify({ headers: last?.headers, body: last?.rawBody.toString() });
    receiver.answerWith({ status: 500, headers: { "x-echo": last?.headers.authorization ?? "" }, body });
  };
  // The first request of an endpoint is answered without an echo; each later one with that of the one before.
  setInterval(answer, 20).unref();
  return receiver;
}

/** Secrets in every feature that takes or makes one, through the service itself, and every feature used. */
export async function plant(stage: Stage, given: readonly Canary[]): Promise<Garden> {
  const canaries: Canary[] = [...given];
  const refusals: Garden["refusals"] = [];
  const { busy } = stage.applications;
  const keep = (name: string, value: unknown): string => {
    if (typeof value !== "string" || value.length < 12)
      throw new Error(`${name} is no secret: ${JSON.stringify(value)}`);
    canaries.push({ name, value });
    return value;
  };
  const fresh = (name: string): string => keep(name, planted(name).value);

  const ask: Ask = async (method, path, body, headers = {}) => {
    const all = new Headers({
      authorization: `Bearer ${BOOTSTRAP_API_KEY}`,
      "content-type": "application/json",
      ...headers,
    });
    if (all.get("authorization") === "") all.delete("authorization");
    const init = {
      method,
      headers: all,
      body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
    };
    const response = await fetch(new URL(path, stage.url), init);
    return { status: response.status, text: await response.text() };
  };
  const must = async (...[method, path, body, headers]: Parameters<Ask>): Promise<Json> => {
    const { status, text } = await ask(method, path, body, headers);
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}: ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Json);
  };
  const mistake = async (...[method, path, body, headers]: Parameters<Ask>): Promise<void> => {
    const { status, text } = await ask(method, path, body, headers);
    if (status < 400) throw new Error(`${method} ${path} was to be refused, and answered ${status}: ${text}`);
    refusals.push({ place: `refusal of ${method} ${path.split("?")[0]}`, text });
  };
  const cookiesOf = (who: "staff" | "customer") => {
    const cookies = stage.cookies[who].cookies.map(({ name, value }) => `${name}=${value}`);
    return { authorization: "", cookie: cookies.join("; "), origin: stage.url };
  };
  const staff = { ...cookiesOf("staff"), "x-posthorn-console": "1" };
  const customer = { ...cookiesOf("customer"), "x-posthorn-application": busy };
  for (const { name, value } of stage.cookies.customer.cookies) if (value.length > 30) keep(`cookie.${name}`, value);
  for (const { name, value } of stage.cookies.staff.cookies) if (/staff$/.test(name)) keep(`cookie.${name}`, value);
  keep("setting.databasePassword", new URL(stage.service.databaseUrl()).password);
  keep("setting.bootstrapKey", BOOTSTRAP_API_KEY);
  keep("setting.adminPassword", STAFF.password);

  // Endpoints: what signs, what authenticates, headers, variables.
  const v1 = `/api/v1/app/${busy}`;
  const receivers: Receiver[] = [];
  const endpointIds: string[] = [];
  const endpoint = async (name: string, more: Json = {}, url?: string): Promise<string> => {
    const receiver = await echo();
    receivers.push(receiver);
    const secret = whsec(`endpoint.secret of ${name}`);
    keep(secret.name, secret.value);
    const body = { url: url ?? receiver.url, name, secret: secret.value, filterTypes: ["job.created"], ...more };
    const { id } = await must("POST", `${v1}/endpoint`, body);
    endpointIds.push(String(id));
    return String(id);
  };
  const certificate = await issueCertificate({ names: [], forClients: true });
  const privateKey = certificate.private.split("\n").find((line) => line.length === 64 && !line.includes("PRIVATE"));
  const tokens = await startTokenServer({ id: "canary", secret: fresh("endpoint.oauth2") });
  const [oauth2Secret] = canaries.slice(-1);
  const authentications: [string, Json][] = [
    ["basic", { basic: { username: "ann", password: fresh("endpoint.basic") } }],
    ["bearer", { bearer: { token: fresh("endpoint.bearer") } }],
    ["apiKey", { apiKey: { header: "X-Of-Ours", value: fresh("endpoint.apiKey") } }],
    [
      "oauth2",
      { oauth2: { tokenUrl: tokens.url, clientId: "canary", clientSecret: oauth2Secret?.value, authMethod: "post" } },
    ],
  ];
  for (const [name, body] of authentications) {
    const id = await endpoint(name);
    await must("PUT", `${v1}/endpoint/${id}/authentication`, body);
  }
  const mtls = await endpoint("mtls", {}, "https://127.0.0.1:8999/nobody");
  keep("endpoint.mtls", privateKey);
  await must("PUT", `${v1}/endpoint/${mtls}/authentication`, {
    mtls: { certificate: certificate.cert, privateKey: certificate.private },
  });
  const dressed = await endpoint("headers", {
    headers: { "X-Team-Key": fresh("endpoint.headers"), "X-Api-Key": fresh("endpoint.headers, sensitive") },
  });
  const pairedUrl = (await echoInto(receivers)).url;
  const paired = String((await must("POST", `${v1}/endpoint`, { url: pairedUrl, secretKind: "v1a" })).id);
  const transformed = await endpoint("variables");
  const code = `function handler(webhook) {
    console.log("using " + webhook.env.token);
    webhook.headers = { "x-of-variables": webhook.env.token };
    return webhook;
  }`;
  const variables = { token: fresh("transformation.variables") };
  await must("PATCH", `${v1}/endpoint/${transformed}/transformation`, { code, enabled: true, variables });
  await must("POST", `${v1}/endpoint/${dressed}/secret/rotate`, {});
  keep("endpoint.secret, generated", (await must("GET", `${v1}/endpoint/${dressed}/secret`)).key);

  // Sources, operational webhooks, the short API.
  const sourceSecret = fresh("source.secret");
  const source = await must("POST", `${v1}/source`, { name: "GitHub", kind: "github", secret: sourceSecret });
  const push = '{"ref":"refs/heads/main"}';
  const signature = `sha256=${createHmac("sha256", sourceSecret).update(push).digest("hex")}`;
  for (const given of [signature, signature.replace(/.$/, "0"), ""]) {
    const headers = { authorization: "", "x-hub-signature-256": given, "x-github-event": "push" };
    await ask("POST", String(source.url), push, headers);
  }
  await must("POST", `${v1}/source/${source.id}/secret/rotate`, { secret: fresh("source.secret, rotated") });
  const operational = await echo();
  receivers.push(operational);
  const told = whsec("operational.secret");
  keep(told.name, told.value);
  const toldBody = { url: operational.url, secret: told.value };
  const { id: toldId } = await must("POST", "/api/v1/operational-webhook/endpoint", toldBody);
  await must("PUT", `/api/v1/operational-webhook/endpoint/${toldId}/headers`, {
    headers: { "X-Operator": fresh("operational.headers") },
  });
  const short = await echo();
  receivers.push(short);
  const shortSecret = whsec("webhook.secret");
  keep(shortSecret.name, shortSecret.value);
  const webhook = await must("POST", "/api/webhooks", {
    url: short.url,
    secret: shortSecret.value,
    custom_headers: { "X-Short": fresh("webhook.headers") },
  });

  // Alerts: addresses that are credentials, and what signs posts.
  const recipients: string[] = [];
  const channels: string[] = [];
  for (const kind of ["slack", "webhook"]) {
    const url = `${(await echoInto(receivers)).url}/${fresh(`alert.${kind} url`)}`;
    const { id } = await must("POST", `${v1}/alert-recipient`, { kind, url });
    recipients.push(String(id));
    await must("POST", `${v1}/alert-recipient/${id}/test`);
    const channel = { name: `On ${kind}`, kind, url: `${receivers.at(-1)?.url}/${fresh(`channel.${kind} url`)}` };
    const made = await must("POST", "/api/v1/staff-alert/channel", channel, staff);
    channels.push(String(made.id));
    await must("POST", `/api/v1/staff-alert/channel/${made.id}/test`, undefined, staff);
    if (kind === "slack") continue;
    keep("alert.secret", (await must("GET", `${v1}/alert-recipient/${id}/secret`)).key);
    keep("channel.secret", (await must("GET", `/api/v1/staff-alert/channel/${made.id}/secret`, undefined, staff)).key);
  }
  await must("POST", `${v1}/alert-recipient`, { kind: "email", email: "owner@posthorn.test" });

  // Keys, links, sessions, people.
  const { id: keyId, token } = await must("POST", "/api/v1/api-key", { name: "Canary" });
  keep("apiKey", token);
  keep("apiKey, rolled", (await must("POST", `/api/v1/api-key/${keyId}/roll`, {})).token);
  await must("GET", "/api/v1/app", undefined, { authorization: `Bearer ${token}` });
  const access = await must(
    "POST",
    `/api/v1/auth/app-portal-access/${busy}`,
    {},
    { "idempotency-key": "canary-portal" },
  );
  keep("portal.token", access.token);
  keep("portal.link, unused", new URL(String(access.url)).hash.slice("#k=".length));
  const spent = await must("POST", `/api/v1/auth/app-portal-access/${busy}`, {});
  const linkCode = keep("portal.link, used", new URL(String(spent.url)).hash.slice("#k=".length));
  const exchange = await fetch(new URL("/api/v1/auth/portal/exchange", stage.url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code: linkCode }),
  });
  keep("portal.session", exchange.headers.getSetCookie()[0]?.split(";")[0]?.split("=")[1]);
  const invited = await must("POST", "/api/v1/staff", { email: "rosa@posthorn.test", role: "viewer" }, staff);
  keep("staff.link", new URL(String((invited.link as Json).url)).hash.slice("#k=".length));
  const { secret: seed } = await must("POST", "/api/v1/account/second-factor", {}, staff);
  keep("staff.totp", seed);
  await mistake("POST", "/api/v1/account/second-factor/confirm", { code: "000000" }, staff);
  const totp = new TOTP({ secret: String(seed) });
  const { recoveryCodes } = await must(
    "POST",
    "/api/v1/account/second-factor/confirm",
    { code: totp.generate() },
    staff,
  );
  for (const [n, one] of (recoveryCodes as string[]).entries()) if (n < 2) keep(`staff.recoveryCode ${n}`, one);

  // Mistakes with secrets in them.
  await mistake("GET", `/api/v1/app?token=${fresh("mistake.query")}&api_key=${token}`, undefined, {
    authorization: "",
  });
  await mistake("GET", "/api/v1/app", undefined, { authorization: `Bearer ph_live_${fresh("mistake.bearer")}` });
  await mistake("POST", `${v1}/endpoint`, { url: receivers[0]?.url, secret: fresh("mistake.secret") });
  await mistake("POST", `${v1}/endpoint`, `{"url": "x", "secret": "${fresh("mistake.json")}"`);
  await mistake("POST", `${v1}/endpoint`, { url: `http://ann:${fresh("mistake.url")}@127.0.0.1/` });
  await mistake("PUT", `${v1}/endpoint/${dressed}/headers`, { headers: { Host: fresh("mistake.header") } });
  await mistake("PUT", `${v1}/endpoint/${dressed}/authentication`, {
    bearer: { token: `${fresh("mistake.token")}\u0007` },
  });
  await mistake("PUT", `${v1}/endpoint/${dressed}/authentication`, {
    mtls: {
      certificate: certificate.cert,
      privateKey: `-----BEGIN PRIVATE KEY-----\n${fresh("mistake.privateKey")}\n`,
    },
  });
  await mistake("POST", `${v1}/source`, { name: "X", kind: "none", secret: fresh("mistake.source") });
  await mistake("POST", `${v1}/endpoint/${dressed}/secret/rotate`, { key: fresh("mistake.rotation") });
  await mistake("POST", "/api/v1/auth/portal/exchange", { code: fresh("mistake.code") }, { authorization: "" });
  const passwords = { oldPassword: fresh("mistake.oldPassword"), newPassword: fresh("mistake.newPassword") };
  await mistake("PUT", "/api/v1/account/password", passwords, staff);
  await mistake("PATCH", `${v1}/endpoint/${transformed}/transformation`, {
    code: `const key = "${fresh("mistake.code of a transformation").slice(0, 1)}"; throw new Error("no");`,
    enabled: true,
  }).catch(() => {});

  // Use: deliveries that fail and come again with an echo, tests, previews.
  for (let n = 0; n < 3; n++)
    await stage.call("POST", `/app/${busy}/msg`, { eventType: "job.created", payload: { n } });
  for (const id of endpointIds) {
    const preview = await ask("POST", `${v1}/endpoint/${id}/request-preview`, {});
    refusals.push({ place: `preview of a request`, text: preview.text });
    await ask("POST", `${v1}/endpoint/${id}/test`, {});
  }
  const simulated = await ask("POST", `${v1}/endpoint/${transformed}/transformation/simulate`, {
    eventType: "job.created",
  });
  if (simulated.status !== 200) throw new Error(simulated.text);
  refusals.push({ place: "preview of a transformation", text: simulated.text });

  return {
    canaries: [...canaries, ...tokens.tokens.map((value) => ({ name: "endpoint.oauth2, access token", value }))],
    ask,
    refusals,
    staff,
    customer,
    arrived: () =>
      receivers.map(({ requests }) => JSON.stringify(requests.map(({ headers, path }) => [headers, path]))).join(),
    ids: {
      app_id: busy,
      endpoint_id: transformed,
      source_id: String(source.id),
      recipient_id: recipients[1] ?? "",
      key_id: String(keyId),
      channel_id: channels[1] ?? "",
      webhook_id: String(webhook.id),
      operational_endpoint_id: String(toldId),
      paired_endpoint_id: paired,
    },
    close: async () => {
      await Promise.all([...receivers.map((receiver) => receiver.close()), tokens.close()]);
    },
  };
}

async function echoInto(receivers: Receiver[]): Promise<Receiver> {
  const receiver = await echo();
  receivers.push(receiver);
  return receiver;
}
