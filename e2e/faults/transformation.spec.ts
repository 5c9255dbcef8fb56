import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { startRawReceiver } from "@/e2e/faults/raw-receiver.ts";
import { checked } from "@/e2e/faults/report.ts";
import {
  addNeighbours,
  expectAttempt,
  expectUnnoticed,
  openStage,
  readAttempt,
  type Stage,
  sendTo,
} from "@/e2e/faults/stage.ts";
import { expect, test } from "@/e2e/fixtures.ts";

let stage: Stage;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  stage = await openStage("e2e-faults-transformation");
});
test.afterAll(async () => {
  await stage.close();
});

const WELL = "function handler(webhook) { return webhook; }";

/**
 * Code that misbehaves: nothing is sent, its owner is told, the schedule goes on, the endpoint beside it notices nothing, and
 * once the code is well again the message arrives.
 */
async function expectCodeFault(code: string, wanted: string, detail: RegExp): Promise<void> {
  const { client, svix } = stage;
  const receiver = await startRawReceiver();
  const customer = await addNeighbours(stage, receiver.url);
  const { application, endpoint } = customer;
  await svix.endpoint.transformation.patch(application.id, endpoint.id, { code, enabled: true });
  const sent = await sendTo(stage, customer);
  await expectUnnoticed(stage, sent);
  const tried = await untilDelivery(sent, ({ attemptCount }) => attemptCount > 0, { client });
  const attempt = await readAttempt(stage, sent, tried);
  expectAttempt(attempt, { class: wanted, cause: "transform", detail, follows: "schedule" });
  expect(attempt.request.bodyMissing).toBe("not_sent");
  expect(receiver.requests, "nothing was sent").toHaveLength(0);

  await svix.endpoint.transformation.patch(application.id, endpoint.id, { code: WELL });
  await untilDelivery(sent, "delivered", { client });
  expect(receiver.requests).toHaveLength(1);
  await receiver.close();
  checked("I1", "I2");
}

test("X1 a transformation that never ends is ended, within the sandbox or with its thread", async () => {
  const native = "function handler() { const a = new Uint8Array(3e7); for (;;) a.indexOf(2); }";
  await Promise.all([
    expectCodeFault("function handler() { for (;;); }", "transform_timeout", /did not finish/),
    expectCodeFault(native, "transform_timeout", /did not finish/),
  ]);
});

test("X2 a transformation that eats memory is ended", async () => {
  const code = "function handler() { const a = []; for (;;) a.push(new ArrayBuffer(1e6)); }";
  await expectCodeFault(code, "transform_memory", /more than 32 MiB/);
});

test("X3 a transformation that throws is shown with its message and line", async () => {
  const code = "function handler(webhook) {\n  throw new Error('not today'); }";
  await expectCodeFault(code, "transform_error", /^Error: not today \(line 2/);
});

test("X4 a transformation that returns what is no JSON is told so", async () => {
  const code = "function handler(webhook) { webhook.payload = { n: 1n }; return webhook; }";
  await Promise.all([
    expectCodeFault(code, "transform_error", /TypeError/),
    expectCodeFault(
      "function handler(webhook) { return 'text'; }",
      "transform_error",
      /must return the webhook object/,
    ),
    expectCodeFault("async function handler(webhook) { return webhook; }", "transform_error", /not a promise/),
  ]);
});

test("X5 a transformation that returns 10 MB is told the limit", async () => {
  const code = 'function handler(webhook) { webhook.payload = { a: "x".repeat(1e7) }; return webhook; }';
  await expectCodeFault(code, "transform_error", /larger than 1 MiB/);
});

test("X6 a transformation that changes every prototype harms itself only", async () => {
  const code = `
    Object.prototype.polluted = Array.prototype.polluted = "yes";
    JSON.stringify = JSON.parse = Array.prototype.push = Object.keys = () => { throw new Error("patched"); };
    Object.defineProperty(Object.prototype, "url", { get() { return "https://10.0.0.1/"; } });
    function handler(webhook) { return Object.create(webhook, { method: { get() { throw new Error("trap"); } } }); }`;
  await expectCodeFault(code, "transform_error", /^Error: trap/);
});
