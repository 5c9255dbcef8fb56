import { expect, test } from "vitest";
import { type WaitingRow, waitingOf } from "@/lib/domain/deliveries/waiting.ts";

const NOW = Date.parse("2026-11-21T12:00:00Z");
const ago = new Date(NOW - 60_000);
const soon = new Date(NOW + 60_000);
const due: WaitingRow = {
  status: 0,
  attempt_count: 0,
  trigger: 0,
  lease_token: null,
  next_at: ago,
  paused_at: null,
  suspended_at: null,
  is_canceling: false,
  breaker_state: 0,
  breaker_until: null,
  next_free_at: null,
  deliver_at: null,
  batch_wait_ms: null,
  behind: false,
};

test.each<[string, Partial<WaitingRow>, string | null, boolean]>([
  ["what is due and nothing holds waits for nothing", {}, null, false],
  ["what is being tried does not wait", { lease_token: 5, paused_at: ago }, null, false],
  ["what a person asked for does not wait", { trigger: 1, paused_at: ago }, null, false],
  ["a paused endpoint holds it", { paused_at: ago, next_at: soon, attempt_count: 1 }, "paused", false],
  ["a suspended application holds everything, whoever asked", { trigger: 1, suspended_at: ago }, "suspended", false],
  ["what waits for its endpoint is being canceled", { is_canceling: true, paused_at: ago }, "canceling", false],
  ["the sender wanted it later", { deliver_at: soon, next_at: soon }, "scheduled", true],
  ["a retry has its time", { attempt_count: 2, next_at: soon }, "retry", true],
  ["an open breaker holds it until the next probe", { breaker_state: 1, breaker_until: soon }, "breaker", true],
  ["a probe is under way", { breaker_state: 2, breaker_until: soon }, "breaker", true],
  ["another comes before it in strict order", { behind: true }, "line", false],
  ["a batch is not full yet", { batch_wait_ms: 60_000, next_at: soon }, "batch", true],
  ["the rate limit is used up", { next_free_at: soon }, "rate_limit", true],
  ["the rate limit is free again", { next_free_at: ago }, null, false],
])("%s", (_, fields, kind, hasEnd) => {
  const waiting = waitingOf({ ...due, ...fields }, NOW);
  expect([waiting?.kind ?? null, waiting?.until]).toEqual([
    kind,
    kind === null ? undefined : hasEnd ? soon.toISOString() : null,
  ]);
});
