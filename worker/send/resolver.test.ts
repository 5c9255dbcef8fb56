import { expect, test } from "vitest";
import { createSystemResolver, NoAddress, ResolveTimeout, resolveWithin } from "@/worker/send/resolver.ts";

test("the system resolver gives every address of a name, and asks again for the next caller", async () => {
  const resolver = createSystemResolver();
  const first = resolver("localhost");
  const shared = resolver("localhost");
  expect(shared).toBe(first);
  expect((await first).some(({ address }) => address === "127.0.0.1" || address === "::1")).toBe(true);

  const next = resolver("localhost");
  expect(next).not.toBe(first);
  await next;
});

test("a resolver that does not answer is given up", async () => {
  await expect(resolveWithin(() => new Promise(() => {}), "a.example", 20)).rejects.toBeInstanceOf(ResolveTimeout);
});

test("a failed look-up is passed on, and an empty one is a failure", async () => {
  const failure = new Error("SERVFAIL");
  await expect(resolveWithin(() => Promise.reject(failure), "a.example", 1_000)).rejects.toBe(failure);
  await expect(resolveWithin(async () => [], "a.example", 1_000)).rejects.toBeInstanceOf(NoAddress);
});
