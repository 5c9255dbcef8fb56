import { expect, test } from "vitest";
import { DeliveryOptions, NO_OPTIONS } from "@/lib/contract/delivery-options.ts";
import { changeOptions } from "@/lib/domain/endpoints/options.ts";
import { InvalidInput } from "@/lib/errors.ts";

const refusedAt = (options: unknown) => DeliveryOptions.safeParse(options).error?.issues[0]?.path.join(".");

test.each([
  [{ timeoutSeconds: 0 }, "timeoutSeconds"],
  [{ timeoutSeconds: 61 }, "timeoutSeconds"],
  [{ timeoutSeconds: 5, connectTimeoutSeconds: 6 }, "connectTimeoutSeconds"],
  [{ retry: { delaysSeconds: [315_360_000] } }, "retry.delaysSeconds.0"],
  [{ retry: { attempts: 0, initialDelaySeconds: 5 } }, "retry.attempts"],
  [{ retry: { attempts: 50, initialDelaySeconds: 604_800, multiplier: 1, maxDelaySeconds: 604_800 } }, "retry"],
  [{ retryStatusCodes: ["600"] }, "retryStatusCodes.0"],
  [{ finalStatusCodes: ["200"] }, "finalStatusCodes.0"],
  [{ retryStatusCodes: ["503"], finalStatusCodes: ["503"] }, "finalStatusCodes"],
  [{ networks: ["203.0.113.0/33"] }, "networks.0"],
  [{ networks: ["hello"] }, "networks.0"],
  [{ batch: { maxEvents: 1, maxWaitSeconds: 1 } }, "batch.maxEvents"],
  [{ batch: { maxEvents: 10, maxWaitSeconds: 301 } }, "batch.maxWaitSeconds"],
  [{ minTlsVersion: "1.1" }, "minTlsVersion"],
  [{ throttleWindowSeconds: 0 }, "throttleWindowSeconds"],
])("options that make no sense are refused at their field: %j", (options, field) => {
  expect(refusedAt(options)).toBe(field);
});

test("a network that is half IPv4 and half IPv6 is refused", () => {
  expect(() => changeOptions(NO_OPTIONS, { networks: ["10.0.0.0/8", "::ffff:10.0.0.0/90"] })).toThrow(InvalidInput);
});

test("a growing policy is stored as given and with its waits", () => {
  const { retry } = changeOptions(NO_OPTIONS, {
    retry: { attempts: 5, initialDelaySeconds: 10, multiplier: 3, maxDelaySeconds: 100 },
  });
  expect(retry).toEqual({
    delaysSeconds: [10, 30, 90, 100],
    attempts: 5,
    initialDelaySeconds: 10,
    multiplier: 3,
    maxDelaySeconds: 100,
  });
});

test("what a change is silent about stays, null unsets, and the whole is judged together", () => {
  const stored = changeOptions(NO_OPTIONS, { timeoutSeconds: 30, connectTimeoutSeconds: 20, fifo: true });
  expect(changeOptions(stored, { fifo: null })).toEqual({
    ...NO_OPTIONS,
    timeoutSeconds: 30,
    connectTimeoutSeconds: 20,
  });
  expect(() => changeOptions(stored, { timeoutSeconds: 10 })).toThrow(InvalidInput);
  expect(changeOptions(stored, null)).toEqual(NO_OPTIONS);
});
