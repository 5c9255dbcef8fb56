import { expect, test } from "vitest";
import { ProblemError } from "@/lib/errors.ts";
import { type Caller, networkOf, withinLimit } from "@/lib/http/rate-limit.ts";
import { newUuid } from "@/lib/ids.ts";

const organizationId = "org_test";

function aKey(id: string, application?: string): Caller {
  return {
    actor: { kind: "apiKey", id, label: "key", organizationId },
    application,
    request: { remoteAddress: "10.0.0.1" },
  };
}

function aSession(id: string, application: string): Caller {
  const session = { organizationId, applicationId: newUuid(), capabilities: [], featureFlags: [] };
  return {
    actor: { kind: "portal", id, label: "customer", ...session },
    application,
    request: { remoteAddress: "10.0.0.1" },
  };
}

function aVisitor(remoteAddress: string | null): Caller {
  return { actor: { kind: "system", label: "visitor" }, application: undefined, request: { remoteAddress } };
}

const limit = { name: "test", perMinute: 3, per: "caller" } as const;
const exchange = { name: "exchange", perMinute: 3, per: "address" } as const;
const allowed = async () => "ran";
const refused = () => Promise.reject(new Error("no such code"));

/** How many of so many at once are run at all. */
async function ranOf(times: number, caller: Caller, rule: Parameters<typeof withinLimit>[0], run = allowed) {
  let count = 0;
  for (let n = 0; n < times; n++) {
    await withinLimit(rule, caller, () => {
      count++;
      return run();
    }).catch(() => {});
  }
  return count;
}

test("above the limit nothing is run, and the refusal says when to come back", async () => {
  const caller = aKey(newUuid(), "app_1");
  expect(await ranOf(5, caller, limit)).toBe(3);
  const error = await withinLimit(limit, caller, allowed).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error).toMatchObject({ code: "rate_limited", retryAfterSeconds: 20 });
});

test("a key is counted for each application, a session wherever it asks", async () => {
  const [key, session] = [newUuid(), newUuid()];
  expect(await ranOf(5, aKey(key, "app_1"), limit)).toBe(3);
  expect(await ranOf(5, aKey(key, "app_2"), limit)).toBe(3);
  expect(await ranOf(5, aSession(session, "app_1"), limit)).toBe(3);
  expect(await ranOf(5, aSession(session, "another-name-of-it"), limit)).toBe(0);
});

test("operations of one name are counted together, those of another apart", async () => {
  const caller = aKey(newUuid(), "app_1");
  expect(await ranOf(5, caller, limit)).toBe(3);
  expect(await ranOf(5, caller, { ...limit })).toBe(0);
  expect(await ranOf(5, caller, { ...limit, name: "check" })).toBe(3);
});

test("what fails counts as well, for a caller and for an address", async () => {
  expect(await ranOf(5, aKey(newUuid(), "app_1"), limit, refused)).toBe(3);
  expect(await ranOf(5, aVisitor("192.0.2.1"), exchange, refused)).toBe(3);
});

test("of an address only what is refused counts: many people may share it", async () => {
  const visitor = aVisitor("192.0.2.2");
  expect(await ranOf(50, visitor, exchange)).toBe(50);
  expect(await ranOf(5, visitor, exchange, refused)).toBe(3);
  expect(await ranOf(1, visitor, exchange)).toBe(0);
  expect(await ranOf(1, aVisitor("192.0.2.3"), exchange)).toBe(1);
});

test("an operation without a limit is never refused", async () => {
  expect(await ranOf(100, aKey(newUuid()), undefined)).toBe(100);
});

test("addresses of one IPv6 network are one, and an IPv4 address is the same however it is written", () => {
  expect(networkOf("2001:db8:1:2::1")).toBe(networkOf("2001:db8:1:2:ffff::9"));
  expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
  expect(networkOf("::ffff:192.0.2.1")).toBe(networkOf("192.0.2.1"));
  expect(networkOf("192.0.2.1")).not.toBe(networkOf("192.0.2.2"));
  expect(networkOf(null)).toBe(networkOf("not an address"));
});
