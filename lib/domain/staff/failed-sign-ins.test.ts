import { expect, test } from "vitest";
import { countFailedSignIn, forgetFailedSignIns, secondsUntilSignIn } from "@/lib/domain/staff/failed-sign-ins.ts";

const HOUR_MS = 3_600_000;
let hours = 0;
/** Far from every other test: what they counted is over. */
const freshMs = () => ++hours * 10 * HOUR_MS;

/** @returns how many of the tries were let through */
function tries(count: number, at: (i: number) => { account: string; address: string; nowMs: number }): number {
  let allowed = 0;
  for (let i = 0; i < count; i++) {
    const { account, address, nowMs } = at(i);
    if (secondsUntilSignIn(account, address, nowMs) > 0) continue;
    countFailedSignIn(account, address, nowMs);
    allowed++;
  }
  return allowed;
}

test("one address cannot go through many accounts", () => {
  const nowMs = freshMs();
  expect(tries(100, (i) => ({ account: `a${i}@x.test`, address: "192.0.2.1", nowMs }))).toBe(30);
  expect(secondsUntilSignIn("b@x.test", "192.0.2.2", nowMs)).toBe(0);
});

test("many addresses cannot go through one account", () => {
  const nowMs = freshMs();
  expect(tries(100, (i) => ({ account: "a@x.test", address: `192.0.2.${i}`, nowMs }))).toBe(50);
});

test("however many addresses and accounts try, comparing leaves most of the process to its other work", () => {
  const nowMs = freshMs();
  expect(tries(1000, (i) => ({ account: `a${i}@x.test`, address: `10.0.${i >> 8}.${i & 255}`, nowMs }))).toBe(240);
  expect(secondsUntilSignIn("b@x.test", "192.0.2.2", nowMs + 61_000)).toBe(0);
});

test("a flood of other accounts does not make an account's wrong tries forgotten", () => {
  const startMs = freshMs();
  tries(5, () => ({ account: "a@x.test", address: "192.0.2.1", nowMs: startMs }));
  const flood = (i: number) => ({
    account: `f${i}@x.test`,
    address: `10.1.${i >> 8}.${i & 255}`,
    nowMs: startMs + i * 50,
  });
  tries(15_000, flood);
  expect(secondsUntilSignIn("a@x.test", "192.0.2.1", startMs + 14 * 60_000)).toBeGreaterThan(0);
});

test("signing in well, however often, locks nobody out", () => {
  const startMs = freshMs();
  for (let i = 0; i < 200; i++) {
    const nowMs = startMs + i * 1000;
    expect(secondsUntilSignIn("a@x.test", "192.0.2.1", nowMs)).toBe(0);
    countFailedSignIn("a@x.test", "192.0.2.1", nowMs);
    forgetFailedSignIns("a@x.test", "192.0.2.1");
  }
});

test("an account named like another's pair of account and address counts apart from it", () => {
  const nowMs = freshMs();
  tries(5, (i) => ({ account: "a@x.test|192.0.2.1", address: `192.0.2.${i + 10}`, nowMs }));
  expect(secondsUntilSignIn("a@x.test", "192.0.2.1", nowMs)).toBe(0);
});
