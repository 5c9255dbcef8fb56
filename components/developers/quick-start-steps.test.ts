import { expect, test } from "vitest";
import { judgeStep, strayOf } from "@/components/developers/quick-start-steps.ts";
import type { ApiRequestOut } from "@/lib/contract/request-log.ts";

const mine = { id: "key_mine", name: "Quick start", last4: "abcd" };
const run = { keyId: "key_mine", application: "customer-1" };
const used = { hasKey: true, isKeyUsed: true, application: { id: "app_1", uid: null, name: "A" }, isMessageSent: true };
const fresh = { ...used, application: null, isMessageSent: false };

function asked(route: string | null, status: number, key: ApiRequestOut["key"] = mine): ApiRequestOut {
  const sizes = { requestBytes: 1, responseBytes: 1, leftOut: 0, durationMs: 1 };
  const nothing = { idempotency: null, problem: null, credentialEnd: null, remoteAddress: null, userAgent: null };
  const path = `/api/v1${route ?? "/nowhere"}`;
  return { id: "areq_1", at: "", method: "POST", route, path, status, requestId: "r", key, ...sizes, ...nothing };
}
const MESSAGE = "/app/{app_id}/msg";

test("where everything is there already, the steps are done; with a key made here they begin anew", () => {
  expect(judgeStep("message", { requests: [], run: null, first: used }).isDone).toBe(true);
  expect(judgeStep("message", { requests: [], run, first: used }).isDone).toBe(false);
  expect(judgeStep("application", { requests: [], run: null, first: fresh }).isDone).toBe(false);
});

test("a step is done by a request of its own that went well, and of the own key", () => {
  const requests = [asked(MESSAGE, 422), asked(MESSAGE, 202)];
  expect(judgeStep("message", { requests, run, first: fresh })).toEqual({ isDone: true, seen: requests[1] });
  expect(judgeStep("application", { requests, run, first: fresh })).toEqual({ isDone: false, seen: null });
  const others = [asked(MESSAGE, 202, { ...mine, id: "key_other" })];
  expect(judgeStep("message", { requests: others, run, first: fresh })).toEqual({ isDone: false, seen: null });
});

test("a request that failed is shown with its step, also with a key that we do not know", () => {
  const refused = asked("/app", 401, null);
  expect(judgeStep("application", { requests: [refused], run, first: fresh })).toEqual({
    isDone: false,
    seen: refused,
  });
  const lost = asked(null, 404);
  expect(strayOf([lost, refused], run)).toBe(lost);
  expect(strayOf([refused, lost], run)).toBeNull();
});
