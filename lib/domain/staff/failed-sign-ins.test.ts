import { expect, test } from "vitest";
import { countFailedTry, forgetFailedTries, secondsUntilTry, type Try } from "@/lib/domain/staff/failed-sign-ins.ts";

const HOUR_MS = 3_600_000;
let hours = 0;
/** Far from every other test: what they counted is over. */
const freshMs = () => ++hours * 10 * HOUR_MS;
const password = (account: string, address: string): Try => ({ kind: "password", account, address });

/** @returns how many of the tries were let through */
function tries(count: number, at: (i: number) => { account: string; address: string; nowMs: number }): number {
  let allowed = 0;
  for (let i = 0; i < count; i++) {
    const { account, address, nowMs } = at(i);
    if (secondsUntilTry(password(account, address), nowMs) > 0) continue;
    countFailedTry(password(account, address), nowMs);
    allowed++;
  }
  return allowed;
}

test("one address cannot go through many accounts", () => {
  const nowMs = freshMs();
  expect(tries(100, (i) => ({ account: `a${i}@x.test`, address: "192.0.2.1", nowMs }))).toBe(30);
  expect(secondsUntilTry(password("b@x.test", "192.0.2.2"), nowMs)).toBe(0);
});

test("many addresses cannot go through one account", () => {
  const nowMs = freshMs();
  expect(tries(100, (i) => ({ account: "a@x.test", address: `192.0.2.${i}`, nowMs }))).toBe(50);
});

test("however many addresses and accounts try, comparing leaves most of the process to its other work", () => {
  const nowMs = freshMs();
  expect(tries(1000, (i) => ({ account: `a${i}@x.test`, address: `10.0.${i >> 8}.${i & 255}`, nowMs }))).toBe(240);
  expect(secondsUntilTry(password("b@x.test", "192.0.2.2"), nowMs + 61_000)).toBe(0);
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
  expect(secondsUntilTry(password("a@x.test", "192.0.2.1"), startMs + 14 * 60_000)).toBeGreaterThan(0);
});

test("signing in well, however often, locks nobody out", () => {
  const startMs = freshMs();
  for (let i = 0; i < 200; i++) {
    const nowMs = startMs + i * 1000;
    expect(secondsUntilTry(password("a@x.test", "192.0.2.1"), nowMs)).toBe(0);
    countFailedTry(password("a@x.test", "192.0.2.1"), nowMs);
    forgetFailedTries(password("a@x.test", "192.0.2.1"));
  }
});

test("an account named like another's pair of account and address counts apart from it", () => {
  const nowMs = freshMs();
  tries(5, (i) => ({ account: "a@x.test|192.0.2.1", address: `192.0.2.${i + 10}`, nowMs }));
  expect(secondsUntilTry(password("a@x.test", "192.0.2.1"), nowMs)).toBe(0);
});

test("codes of one account can be guessed ten times in a quarter of an hour, however many addresses guess", () => {
  const nowMs = freshMs();
  let allowed = 0;
  for (let i = 0; i < 30; i++) {
    const tried: Try = { kind: "code", account: "a@x.test", address: `192.0.2.${i}` };
    if (secondsUntilTry(tried, nowMs) > 0) continue;
    countFailedTry(tried, nowMs);
    allowed++;
  }
  expect(allowed).toBe(10);
  expect(secondsUntilTry(password("a@x.test", "192.0.2.99"), nowMs)).toBe(0);
});

test("links can be guessed thirty times from one address, and nobody else waits for that", () => {
  const nowMs = freshMs();
  for (let i = 0; i < 30; i++) countFailedTry({ kind: "link", address: "192.0.2.1" }, nowMs);
  expect(secondsUntilTry({ kind: "link", address: "192.0.2.1" }, nowMs)).toBeGreaterThan(0);
  expect(secondsUntilTry({ kind: "link", address: "192.0.2.2" }, nowMs)).toBe(0);
});
