import { expect, test } from "vitest";
import { finishedSteps, runningSteps } from "@/components/test-send/test-steps.ts";
import { translateIn } from "@/lib/testing/translate.ts";

const t = translateIn("test-send");
const phases = { queueMs: 1, throttleMs: null, dnsMs: 4, connectMs: 9, tlsMs: 20, waitMs: 100, bodyMs: 1 };
const none = { queueMs: 1, throttleMs: null, dnsMs: null, connectMs: null, tlsMs: null, waitMs: null, bodyMs: null };
const said = (steps: { label: string; state: string }[]) => steps.map(({ label, state }) => `${label}: ${state}`);

test("a test says what has been reached and what comes next", () => {
  expect(said(runningSteps("https://a.example/hook", ["resolved", "connected"], t))).toEqual([
    "Resolved: done",
    "Connected: done",
    "Securing: doing",
    "Sent: waiting",
    "Replied: waiting",
  ]);
});

test("a phase that was missed is done when a later one was reached", () => {
  expect(said(runningSteps("https://a.example", ["sent"], t)).slice(0, 4)).toEqual([
    "Resolved: done",
    "Connected: done",
    "Secured: done",
    "Sent: done",
  ]);
});

test("an address over http has neither a name to look up nor encryption", () => {
  expect(said(runningSteps("http://127.0.0.1:3000", [], t))).toEqual([
    "Connecting: doing",
    "Sent: waiting",
    "Replied: waiting",
  ]);
});

test("a reply is the last step, in the words of its status", () => {
  const failed = { outcome: "failed", cause: "server_error", statusCode: 502, durationMs: 182, phases } as const;
  expect(finishedSteps("https://a.example", failed, t).at(-1)).toEqual({
    id: "responded",
    label: "502 Bad Gateway",
    state: "failed",
    ms: 182,
  });
  const fine = { ...failed, outcome: "succeeded", cause: null, statusCode: 200 } as const;
  expect(said(finishedSteps("https://a.example", fine, t)).at(-1)).toBe("200 OK: done");
});

test("without a reply the steps end where the cause says", () => {
  const expired = { outcome: "failed", cause: "tls_expired", statusCode: null, durationMs: 30, phases } as const;
  expect(said(finishedSteps("https://a.example", expired, t))).toEqual([
    "Resolved: done",
    "Connected: done",
    "Not secured: failed",
    "Sent: waiting",
    "Replied: waiting",
  ]);
  const blocked = { ...expired, cause: "blocked_address", phases: none } as const;
  expect(said(finishedSteps("http://10.0.0.1", blocked, t))[0]).toBe("Address not allowed: failed");
  const slow = { ...expired, cause: "timeout" } as const;
  expect(said(finishedSteps("https://a.example", slow, t)).at(-1)).toBe("No reply: failed");
});
