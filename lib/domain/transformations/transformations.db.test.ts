import { describe, expect, test } from "vitest";
import { HIDDEN_VALUE } from "@/lib/contract/transformation.ts";
import { db, pool } from "@/lib/db.ts";
import { loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";
import { patchEndpointTransformation } from "@/lib/domain/transformations/patch.ts";
import { simulateTransformation } from "@/lib/domain/transformations/simulate.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aMessage } from "@/lib/testing/deliveries.ts";
import { aCustomer, anEndpoint, aStaff, aTenant, RECEIVER_URL } from "@/lib/testing/tenants.ts";

useDatabase();

const CODE = "function handler(webhook) { webhook.payload.key = webhook.env.KEY; return webhook; }";
const SECRET = "sk_live_do-not-tell";

async function aScene(input: Parameters<typeof anEndpoint>[2] = {}) {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, input);
  return { ...tenant, endpointId, ref: { applicationId: tenant.applicationId, endpointId } };
}
type Scene = Awaited<ReturnType<typeof aScene>>;

const patch = ({ customer, ref }: Scene, change: Parameters<typeof patchEndpointTransformation>[1]["patch"]) =>
  patchEndpointTransformation(customer, { ...ref, patch: change });

async function worker({ endpointId }: Scene) {
  const [config] = await loadDeliveryConfigsUnscoped([endpointId]);
  if (!config) throw new Error("no such endpoint");
  return config;
}

const on = (scene: Scene) => patch(scene, { code: CODE, enabled: true, variables: { KEY: SECRET } });
const loc = (...path: string[]) => ({
  code: "validation",
  issues: [expect.objectContaining({ loc: ["body", ...path] })],
});

describe("what is stored", () => {
  test("an endpoint has none at first", async () => {
    const { customer, ref } = await aScene();
    const none = { code: null, enabled: false, variables: null, version: null, updatedAt: null };
    expect(await getEndpointTransformation(customer, ref)).toEqual(none);
  });

  test("code and names are shown, values are not, and the worker runs it", async () => {
    const scene = await aScene();
    await on(scene);
    expect(await getEndpointTransformation(scene.customer, scene.ref)).toMatchObject({
      code: CODE,
      enabled: true,
      variables: { KEY: HIDDEN_VALUE },
      version: 2,
    });
    expect((await worker(scene)).transformation).toEqual({ code: CODE, variables: { KEY: SECRET } });
  });

  test("a value is nowhere in the tables or the audit log", async () => {
    const scene = await aScene();
    await on(scene);
    const { applicationId, endpointId } = scene.ref;
    const rows = await Promise.all([
      db().auditLog.findMany({ where: { applicationId } }),
      db().endpointTransformation.findMany({ where: { endpointId } }),
    ]);
    expect(JSON.stringify(rows)).toContain("KEY");
    expect(JSON.stringify(rows)).not.toContain(SECRET);
  });

  test("what is absent stays, null removes; without code it is off", async () => {
    const scene = await aScene();
    await on(scene);
    await patch(scene, { enabled: false });
    expect((await worker(scene)).transformation).toBeNull();
    await patch(scene, { enabled: true });
    expect((await worker(scene)).transformation).toEqual({ code: CODE, variables: { KEY: SECRET } });
    await patch(scene, { variables: null });
    expect((await worker(scene)).transformation).toEqual({ code: CODE, variables: {} });
    await patch(scene, { code: null });
    expect(await getEndpointTransformation(scene.customer, scene.ref)).toMatchObject({ code: null, enabled: false });
    await expect(patch(scene, { enabled: true })).rejects.toMatchObject(loc("enabled"));
  });

  test("who writes back what they read keeps the values; a hidden value of nothing is refused", async () => {
    const scene = await aScene();
    await on(scene);
    await patch(scene, { variables: { KEY: HIDDEN_VALUE, OTHER: "new" } });
    expect((await worker(scene)).transformation?.variables).toEqual({ KEY: SECRET, OTHER: "new" });
    await expect(patch(scene, { variables: { NEW: HIDDEN_VALUE } })).rejects.toMatchObject(loc("variables", "NEW"));
  });

  test("a change makes one version and one audit entry, no change makes none", async () => {
    const scene = await aScene();
    await on(scene);
    await on(scene);
    const { applicationId, endpointId } = scene.ref;
    const versions = await db().endpointVersion.findMany({ where: { endpointId }, orderBy: { version: "asc" } });
    expect(versions.map(({ version, composed }) => [version, composed])).toEqual([
      [1, false],
      [2, true],
    ]);
    const action = "endpoint.transformation_updated";
    expect(await db().auditLog.count({ where: { applicationId, action } })).toBe(1);
  });

  test("later versions of the endpoint know that their tries do not send the message as it is", async () => {
    const scene = await aScene();
    await on(scene);
    await patchEndpoint(scene.customer, { ...scene.ref, patch: { url: `${RECEIVER_URL}/2` } });
    await patch(scene, { enabled: false });
    const versions = await db().endpointVersion.findMany({
      where: { endpointId: scene.endpointId },
      orderBy: { version: "asc" },
    });
    expect(versions.map(({ composed }) => composed)).toEqual([false, true, true, false]);
  });

  test("code that does not load may be kept, but not turned on", async () => {
    const scene = await aScene();
    const broken = "function handler(webhook) {\n  return webhook +;\n}";
    await expect(patch(scene, { code: broken, enabled: true })).rejects.toMatchObject({
      ...loc("code"),
      message: expect.stringMatching(/^SyntaxError.*\(line 2\)$/),
    });
    await patch(scene, { code: broken });
    await expect(patch(scene, { enabled: true })).rejects.toMatchObject(loc("code"));
    await expect(patch(scene, { code: "const notAHandler = 1;", enabled: true })).rejects.toMatchObject(loc("code"));
    await expect(patch(scene, { code: "for (;;) { } // forever", enabled: true })).rejects.toMatchObject(loc("code"));
    expect((await worker(scene)).transformation).toBeNull();
  });

  test("it and batches exclude each other, whichever comes first", async () => {
    const batch = { batch: { maxEvents: 10, maxWaitSeconds: 1 } };
    const batched = await aScene({ deliveryOptions: batch });
    await expect(on(batched)).rejects.toMatchObject(loc());
    const scene = await aScene();
    await on(scene);
    const toBatches = patchEndpoint(scene.customer, { ...scene.ref, patch: { deliveryOptions: batch } });
    await expect(toBatches).rejects.toMatchObject(loc("deliveryOptions", "batch"));
    await patch(scene, { enabled: false });
    await patchEndpoint(scene.customer, { ...scene.ref, patch: { deliveryOptions: batch } });
    await expect(patch(scene, { enabled: true })).rejects.toMatchObject(loc());
  });

  test("variables do not follow the URL to another origin", async () => {
    const scene = await aScene();
    await on(scene);
    await patchEndpoint(scene.customer, { ...scene.ref, patch: { url: `${RECEIVER_URL}/elsewhere` } });
    expect((await worker(scene)).transformation?.variables).toEqual({ KEY: SECRET });
    await patchEndpoint(scene.customer, { ...scene.ref, patch: { url: "http://127.0.0.1:8998/hooks" } });
    expect((await worker(scene)).transformation).toEqual({ code: CODE, variables: {} });
  });

  test("only the capability opens it, and of another application it is like one that never was", async () => {
    const scene = await aScene();
    const { ref, organizationId } = scene;
    const capabilities = ["ViewBase", "ManageEndpoint"] as const;
    const reader = aCustomer(ref.applicationId, { organizationId, capabilities });
    const stranger = (await aTenant()).customer;
    const simulation = { code: CODE };
    await expect(patch({ ...scene, customer: reader }, { code: CODE })).rejects.toMatchObject({
      code: "insufficient access",
    });
    await expect(patch({ ...scene, customer: stranger }, { code: CODE })).rejects.toThrow(NotFound);
    await expect(
      patchEndpointTransformation(aStaff("support"), { ...ref, patch: { code: CODE } }),
    ).rejects.toMatchObject({
      code: "insufficient access",
    });
    await expect(simulateTransformation(reader, { ...ref, simulation, payload: "{}" })).rejects.toMatchObject({
      code: "insufficient access",
    });
    await expect(simulateTransformation(stranger, { ...ref, simulation, payload: "{}" })).rejects.toThrow(NotFound);
    await expect(getEndpointTransformation(stranger, ref)).rejects.toThrow(NotFound);
    expect(await getEndpointTransformation(reader, ref)).toMatchObject({ code: null });
  });
});

describe("a preview", () => {
  const preview = (
    { customer, ref }: Scene,
    simulation: Parameters<typeof simulateTransformation>[1]["simulation"],
    payload: string | null = null,
  ) => simulateTransformation(customer, { ...ref, simulation, payload });

  test("shows what would be sent and what is different, and changes nothing", async () => {
    const scene = await aScene();
    const code = `function handler(webhook) {
      console.log("seen", webhook.eventType, webhook.transformationsParams.to);
      webhook.method = "PUT"; webhook.url += "/7"; webhook.headers = { "X-Team": "billing" };
      webhook.payload.amount *= 2; delete webhook.payload.gone; webhook.payload["a/b"] = [1];
      return webhook; }`;
    const payload = '{"amount":21,"gone":null,"same":{"deep":[1,2]}}';
    const simulation = { code, eventType: "invoice.paid", transformationsParams: { to: "x" } };
    expect(await preview(scene, simulation, payload)).toMatchObject({
      outcome: "sent",
      input: { method: "POST", url: RECEIVER_URL, body: payload, eventType: "invoice.paid" },
      output: {
        method: "PUT",
        url: `${RECEIVER_URL}/7`,
        headers: { "X-Team": "billing" },
        body: '{"amount":42,"same":{"deep":[1,2]},"a/b":[1]}',
      },
      changes: [
        { path: "/method", before: '"POST"', after: '"PUT"' },
        { path: "/url" },
        { path: "/headers/X-Team", before: null, after: '"billing"' },
        { path: "/payload/amount", before: "21", after: "42" },
        { path: "/payload/gone", before: "null", after: null },
        { path: "/payload/a~1b", before: null, after: "[1]" },
      ],
      moreChanges: false,
      error: null,
      logs: [{ level: "log", text: "seen invoice.paid x" }],
    });
    expect(await db().message.count({ where: { applicationId: scene.applicationId } })).toBe(0);
  });

  test("runs over a stored message, byte for byte, and not over somebody else's", async () => {
    const scene = await aScene();
    const payload = '{ "n": 1.0, "big": 12345678901234567890 }';
    const id = await aMessage({ applicationId: scene.applicationId, payload, eventId: "order-7" });
    const code = "function handler(webhook) { return webhook; }";
    for (const messageId of [formatId("message", id), "order-7"]) {
      expect((await preview(scene, { code, messageId })).output?.body).toBe(payload);
    }
    const theirs = await aScene();
    await expect(preview(theirs, { code, messageId: formatId("message", id) })).rejects.toThrow(NotFound);
    await expect(preview(theirs, { code, messageId: "order-7" })).rejects.toThrow(NotFound);
    await expect(preview(scene, { code, messageId: "order-7" }, "{}")).rejects.toMatchObject(loc("payload"));
    await pool().query("update message set payload = null where id = $1", [id]);
    await expect(preview(scene, { code, messageId: "order-7" })).rejects.toMatchObject({ code: "missing_payload" });
  });

  test("without payload and message it takes the example of the type", async () => {
    const scene = await aScene();
    const code = "function handler(webhook) { return webhook; }";
    expect((await preview(scene, { code })).input).toMatchObject({ eventType: "webhook.test" });
    await expect(preview(scene, { code, eventType: "no.such.type" })).rejects.toMatchObject(loc("eventType"));
    await expect(preview(scene, {})).rejects.toMatchObject(loc("code"));
  });

  test("says that a message would be canceled, and why code fails", async () => {
    const scene = await aScene();
    const cancel = "function handler(webhook) { webhook.cancel = true; return webhook; }";
    expect(await preview(scene, { code: cancel })).toMatchObject({ outcome: "canceled", output: null, changes: [] });
    const fails = "function handler(webhook) {\n  console.warn('here');\n  throw new Error('no'); }";
    expect(await preview(scene, { code: fails })).toMatchObject({
      outcome: "failed",
      error: { kind: "error", message: "Error: no", line: 3 },
      logs: [{ level: "warn", text: "here" }],
    });
    expect(await preview(scene, { code: "function handler() { for (;;); }" })).toMatchObject({
      error: { kind: "timeout" },
    });
  });

  test.each([
    ["an internal address", 'w.url = "https://10.0.0.8/x"', "url: "],
    ["another scheme", 'w.url = "file:///etc/passwd"', "url: "],
    ["credentials in the URL", 'w.url = "https://a:b@example.com/"', "url: "],
    ["the service itself", 'w.url = "http://posthorn.test/api/v1/app"', "url: "],
    ["no URL at all", "delete w.url", "url must be a text"],
    ["a method without a body", 'w.method = "GET"', "method must be one of"],
    [
      "a header that frames the request",
      'w.headers = { "Transfer-Encoding": "chunked" }',
      "headers: Transfer-Encoding",
    ],
    ["a signature of its own", 'w.headers = { "webhook-signature": "v1,x" }', "headers: webhook-signature"],
    ["a line break in a header", 'w.headers = { "x-a": "1\\r\\nx-b: 2" }', "headers: x-a"],
    ["a header that is no text", 'w.headers = { "x-a": {} }', "headers: x-a"],
    ["one header twice", 'w.headers = { "x-a": "1", "X-A": "2" }', "headers: X-A"],
    [
      "JSON that is none",
      'w.payload = "{"; w.headers = { "content-type": "application/json" }',
      "payload: It is not JSON",
    ],
    ["a content type for JSON", 'w.headers = { "content-type": "text/plain" }', "headers: content-type"],
  ])("a result is held to the rules for endpoints: %s", async (_, statement, message) => {
    const scene = await aScene();
    const { outcome, error } = await preview(scene, { code: `function handler(w) { ${statement}; return w; }` });
    expect(outcome).toBe("failed");
    expect(error?.message).toContain(message);
  });

  test("a header that the endpoint's own signature uses is refused", async () => {
    const hmacHeaders = [{ header: "X-Acme-Signature" }];
    const scene = await aScene({ deliveryOptions: { hmacHeaders } } as Parameters<typeof anEndpoint>[2]);
    const code = 'function handler(w) { w.headers = { "x-acme-signature": "mine" }; return w; }';
    expect((await preview(scene, { code })).error?.message).toContain("This endpoint's signature is written there");
  });

  test("stored values are used by the stored code only, and not shown", async () => {
    const scene = await aScene();
    await patch(scene, {
      code: `function handler(w) { console.log(w.env.KEY); w.headers = { "X-Key": "k " + w.env.KEY }; w.payload = { key: w.env.KEY }; return w; }`,
      enabled: true,
      variables: { KEY: SECRET },
    });
    const stored = await preview(scene, {});
    expect(JSON.stringify(stored)).not.toContain(SECRET);
    expect(stored).toMatchObject({
      output: { headers: { "X-Key": `k ${HIDDEN_VALUE}` } },
      logs: [{ text: HIDDEN_VALUE }],
    });

    const reversed = "function handler(w) { w.payload = { key: [...w.env.KEY].reverse().join('') }; return w; }";
    expect((await preview(scene, { code: reversed })).output?.body).toBe(JSON.stringify({ key: HIDDEN_VALUE }));
    const given = await preview(scene, { code: reversed, variables: { KEY: "abc" } });
    expect(given.output?.body).toBe('{"key":"cba"}');
  });
});
