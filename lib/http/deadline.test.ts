import { expect, test } from "vitest";
import { createDeadline } from "@/lib/http/deadline.ts";

const never = new Promise<never>(() => {});

test("what comes in time is passed on, errors too", async () => {
  const bounded = createDeadline(10_000);
  expect(await bounded(Promise.resolve(1))).toBe(1);
  await expect(bounded(Promise.reject(new Error("its own")))).rejects.toThrow("its own");
});

test("what never comes is answered with 503, and the next wait of the request has no time left", async () => {
  const bounded = createDeadline(20);
  await expect(bounded(never)).rejects.toMatchObject({ code: "unavailable" });
  await expect(bounded(never)).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: expect.any(Number) });
});
