import { Client } from "pg";
import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { type RawAnswer, says, startRawReceiver } from "@/e2e/faults/raw-receiver.ts";
import { addNeighbours, openStage, readAttempt, type Stage, sendTo } from "@/e2e/faults/stage.ts";
import { expect, startReceiver, test } from "@/e2e/fixtures.ts";
import { startTokenServer } from "@/e2e/token-server.ts";
import type { EndpointAuthenticationIn } from "@/lib/contract/endpoint-authentication.ts";

let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  stage = await openStage("e2e-faults-secrets");
});
test.afterAll(async () => {
  await stage.close();
});

const TOKEN = "token-of-the-customer-0123456789";
const API_KEY = 'key-"with"-quotes-9876543210';
const CUSTOM = { Authorization: `Bearer ${TOKEN}`, "X-Api-Key": API_KEY };
const BASIC = Buffer.from(`ann:${TOKEN}`).toString("base64");
const COOKIE = "session=of-the-receiver";

test("R22 what a receiver echoes of our secrets, and its own cookies, are in no place that anybody reads", async () => {
  const { client, svix } = stage;
  const receiver = await startRawReceiver();
  const customer = await addNeighbours(stage, receiver.url, CUSTOM);
  const { application, secret } = customer;
  const bareSecret = secret.slice("whsec_".length);

  const echo = (body: string | Buffer): RawAnswer => {
    const headers = [
      ...Array.from({ length: 100 }, (_, n) => `set-cookie: ${COOKIE}-${n}-${"c".repeat(60)}`),
      `x-echo: ${TOKEN}`,
      `authorization: Bearer ${TOKEN}`,
      `x-secret: ${secret}`,
      "x-of-the-receiver: stays",
    ];
    const head = `HTTP/1.1 500 X\r\n${headers.join("\r\n")}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return says(Buffer.concat([Buffer.from(head), Buffer.from(body)]));
  };
  const filler = "f".repeat(20_000 - TOKEN.length / 2);
  receiver.answerWith(
    echo(JSON.stringify({ headers: CUSTOM, secret, bareSecret, said: "stays" })),
    echo(Buffer.concat([Buffer.from([0xff, 0]), Buffer.from(`${TOKEN} ${bareSecret} stays`)])),
    // The end of what is kept cuts the token in two.
    echo(`stays${filler.slice(5)}${TOKEN}`),
  );
  const sent = await sendTo(stage, customer);
  const delivery = await untilDelivery(sent, "failed", { client });
  expect(receiver.requests[0]?.headers).toMatchObject({ authorization: CUSTOM.Authorization, "x-api-key": API_KEY });

  const shown: string[] = [];
  for (const n of delivery.attempts.keys()) {
    const { response, diagnosis, ...rest } = await readAttempt(stage, sent, delivery, n);
    const body = response?.base64 ? Buffer.from(response.body, "base64").toString("latin1") : response?.body;
    expect(body).toContain("stays");
    expect(response?.headers).toContainEqual(["x-of-the-receiver", "stays"]);
    shown.push(JSON.stringify([body, response?.headers, diagnosis, rest]));
  }
  expect(shown).toHaveLength(3);
  const { data } = await svix.messageAttempt.listByMsg(application.id, sent.message.id, { withContent: true });
  shown.push(JSON.stringify([data, delivery, stage.service.lines]));
  // Half of a secret is too much as well.
  const secrets = [TOKEN.slice(0, TOKEN.length / 2), "quotes-9876543210", bareSecret.slice(0, 16), "of-the-receiver-"];
  for (const text of shown) for (const found of secrets) expect(text).not.toContain(found);
  await receiver.close();
});

test("R22 credentials of every kind, and access tokens, are in no place that anybody reads", async () => {
  const { client, svix } = stage;
  const tokenServer = await startTokenServer({ id: "client", secret: TOKEN });
  const oauth2 = { tokenUrl: tokenServer.url, clientSecret: TOKEN } as const;
  const kinds: [EndpointAuthenticationIn, echoes: string][] = [
    [{ basic: { username: "ann", password: TOKEN } }, `${TOKEN} ${BASIC}`],
    [{ bearer: { token: TOKEN } }, TOKEN],
    [{ apiKey: { header: "X-Of-Ours", value: TOKEN } }, TOKEN],
    [{ oauth2: { ...oauth2, clientId: "client", authMethod: "post" } }, `${TOKEN} access-token-number-1`],
    [{ oauth2: { ...oauth2, clientId: "unknown", authMethod: "basic" } }, ""],
  ];
  const shown: string[] = [];
  for (const [body, echoes] of kinds) {
    const receiver = await startReceiver();
    const customer = await addNeighbours(stage, receiver.url);
    const params = { app_id: customer.application.id, endpoint_id: customer.endpoint.id };
    const set = await client("PUT /app/{app_id}/endpoint/{endpoint_id}/authentication", { params, body });
    receiver.answerWith({ status: 500, body: echoes, headers: { "x-echo": echoes } });
    const sent = await sendTo(stage, customer);
    const delivery = await untilDelivery(sent, "failed", { client });
    const { data } = await svix.messageAttempt.listByMsg(params.app_id, sent.message.id, { withContent: true });
    const tries = delivery.attempts.map((_, n) => readAttempt(stage, sent, delivery, n));
    shown.push(JSON.stringify([set, delivery, data, await Promise.all(tries)]));
    await receiver.close();
  }
  expect(tokenServer.tokens).toEqual(["access-token-number-1"]);
  const database = new Client({ connectionString: stage.service.databaseUrl() });
  await database.connect();
  for (const table of ["audit_log", "attempt", "attempt_request", "endpoint", "endpoint_version"]) {
    const { rows } = await database.query(`select * from ${table}`);
    expect(rows.length, table).toBeGreaterThan(0);
    shown.push(JSON.stringify(rows));
  }
  await database.end();
  shown.push(JSON.stringify(stage.service.lines));
  const secrets = [TOKEN.slice(0, TOKEN.length / 2), BASIC.slice(0, 16), "access-token-number"];
  for (const text of shown) for (const found of secrets) expect(text).not.toContain(found);
  await tokenServer.close();
});
