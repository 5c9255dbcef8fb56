import { describe, expect, test } from "vitest";
import { RULE_TERMS, STAFF_RULES, type StaffRule } from "@/lib/contract/staff-alert-rules.ts";
import {
  type Decision,
  decide,
  type Firing,
  levelOf,
  type Reading,
  type Thresholds,
} from "@/lib/domain/staff-alerts/decide.ts";

const MINUTE_MS = 60_000;
const START = Date.parse("2026-11-21T09:00:00.000Z");
const at = (minutes: number) => new Date(START + minutes * MINUTE_MS);

const termsOf = (rule: StaffRule, more: Partial<Thresholds> = {}): Thresholds => ({
  ...{ enabled: true, repeatMinutes: 240, mutedUntil: null },
  ...RULE_TERMS[rule].defaults,
  ...more,
});
const reading = (value: number | null, tries: number | null = null): Reading => ({
  warning: { value, tries },
  critical: { value, tries },
});

/** Runs a rule along a series of readings; the result is what was told, and when. */
function run(rule: StaffRule, series: [minute: number, seen: Reading, terms?: Partial<Thresholds>][]) {
  let firing: Firing | null = null;
  let overSince: Date | null = null;
  const told: string[] = [];
  for (const [minute, seen, terms] of series) {
    const decision: Decision = decide(rule, termsOf(rule, terms), {
      reading: seen,
      firing,
      overSince,
      now: at(minute),
    });
    firing = decision.kind === "firing" ? decision.firing : null;
    overSince = decision.kind === "quiet" ? decision.overSince : null;
    if (decision.kind !== "quiet" && decision.tell)
      told.push(`${minute} ${decision.tell} ${firing?.level ?? ""}`.trim());
  }
  return { told, firing: firing as Firing | null };
}

describe("levels", () => {
  test.each<[StaffRule, number, number, string | null]>([
    ["success_rate", 95, 100, null],
    ["success_rate", 94.9, 100, "warning"],
    ["success_rate", 79.9, 100, "critical"],
    ["success_rate", 50, 2, null],
    ["success_rate", 0, 20, "critical"],
    ["latency", 5, 100, null],
    ["latency", 5.1, 100, "warning"],
    ["latency", 15.1, 100, "critical"],
    ["latency", 60, 19, null],
    ["dead_letters", 50, 0, null],
    ["dead_letters", 51, 0, "warning"],
    ["dead_letters", 201, 0, "critical"],
    ["breakers", 0, 0, null],
    ["breakers", 1, 0, "warning"],
    ["breakers", 4, 0, "critical"],
    ["queue_age", 30, 0, null],
    ["queue_age", 31, 0, "warning"],
    ["queue_age", 121, 0, "critical"],
    ["workers", 60, 0, null],
    ["workers", 61, 0, "critical"],
    ["egress_proxy", 61, 0, "critical"],
  ])("%s of %s (%s tries) is %s", (rule, value, tries, level) => {
    expect(levelOf(rule, termsOf(rule), reading(value, tries))).toBe(level);
  });

  test.each(STAFF_RULES)("%s without thresholds is never bad", (rule) => {
    expect(levelOf(rule, termsOf(rule, { warning: null, critical: null }), reading(1e9, 1e9))).toBeNull();
  });
});

test("a rule tells when it begins, when it gets worse, and when it has been well for five minutes", () => {
  const { told, firing } = run("dead_letters", [
    [0, reading(10)],
    [1, reading(60)],
    [2, reading(70)],
    [3, reading(300)],
    [4, reading(20)],
    [8, reading(20)],
    [9, reading(20)],
  ]);
  expect(told).toEqual(["1 began warning", "3 rose critical", "9 resolved"]);
  expect(firing).toBeNull();
});

test("what goes up and down around its threshold is one alert", () => {
  const { told } = run("dead_letters", [
    ...Array.from({ length: 30 }, (_, minute): [number, Reading] => [minute, reading(minute % 2 === 0 ? 51 : 50)]),
    [35, reading(50)],
  ]);
  expect(told).toEqual(["0 began warning", "35 resolved"]);
});

test("a level falls as slowly, without a word, and may rise again", () => {
  const series: [number, Reading][] = [
    [0, reading(4)],
    [1, reading(2)],
    [6, reading(2)],
    [7, reading(5)],
    [8, reading(0)],
    [13, reading(0)],
  ];
  expect(run("breakers", series).told).toEqual(["0 began critical", "7 rose critical", "13 resolved"]);
});

test("the age of the queue must be bad for a minute", () => {
  expect(
    run("queue_age", [
      [0, reading(40)],
      [0.5, reading(10)],
      [1, reading(40)],
      [1.5, reading(40)],
    ]).told,
  ).toEqual([]);
  const { told, firing } = run("queue_age", [
    [0, reading(40)],
    [0.5, reading(70)],
    [1, reading(130)],
  ]);
  expect(told).toEqual(["1 began critical"]);
  expect(firing?.beganAt).toEqual(at(0));
});

test("it is told again at its interval while it lasts", () => {
  const series = [0, 1, 239, 240, 241, 480].map((minute): [number, Reading] => [minute, reading(60)]);
  expect(run("dead_letters", series).told).toEqual(["0 began warning", "240 repeated warning", "480 repeated warning"]);
});

test("while muted nobody is told; afterwards what still fires is, and what ended is not", () => {
  const muted = { mutedUntil: at(60) };
  expect(
    run("dead_letters", [
      [0, reading(60), muted],
      [1, reading(300), muted],
      [61, reading(300), muted],
    ]).told,
  ).toEqual(["61 began critical"]);
  expect(
    run("dead_letters", [
      [0, reading(60)],
      [1, reading(60), muted],
      [2, reading(0), muted],
      [8, reading(0), muted],
      [62, reading(0), muted],
    ]).told,
  ).toEqual(["0 began warning"]);
  expect(
    run("dead_letters", [
      [0, reading(60), muted],
      [1, reading(0)],
      [7, reading(0)],
    ]).told,
  ).toEqual([]);
});

test("a rule that is turned off ends without a word", () => {
  const seen = { reading: reading(60), overSince: null, now: at(1) };
  const { firing } = run("dead_letters", [[0, reading(60)]]);
  expect(decide("dead_letters", termsOf("dead_letters", { enabled: false }), { ...seen, firing })).toEqual({
    ...{ kind: "ended", because: "turned_off", tell: null },
  });
});

test("with too few tries to go on judging it ends, and says so", () => {
  const { firing } = run("success_rate", [
    [0, reading(50, 100)],
    [1, reading(50, 3)],
  ]);
  const end = decide("success_rate", termsOf("success_rate"), {
    reading: reading(50, 3),
    firing,
    overSince: null,
    now: at(7),
  });
  expect(end).toEqual({ kind: "ended", because: "too_few", tell: "resolved" });
});
