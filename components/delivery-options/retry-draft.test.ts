import { expect, test } from "vitest";
import { readRetry, retryDraftOf } from "@/components/delivery-options/retry-draft.ts";
import { translateIn } from "@/lib/testing/translate.ts";

const t = translateIn("delivery-options.retries.mistake");
const USUAL = retryDraftOf(null, [5, 300, 1800]);

test("an endpoint without a policy of its own begins with the installation's", () => {
  expect(USUAL).toMatchObject({ kind: "usual", waits: "5s 5m 30m" });
  expect(readRetry(USUAL, t)).toEqual({ policy: null });
});

test("a stored policy is shown as it was given, and read back the same", () => {
  const growing = { attempts: 4, initialDelaySeconds: 90, multiplier: 1.5, maxDelaySeconds: 7200 };
  const draft = retryDraftOf({ delaysSeconds: [90, 135, 203], ...growing }, [5]);
  expect(draft).toMatchObject({ kind: "growing", initialDelay: "90s", maxDelay: "2h" });
  expect(readRetry(draft, t)).toEqual({ policy: growing });

  const none = { attempts: null, initialDelaySeconds: null, multiplier: null, maxDelaySeconds: null };
  expect(readRetry(retryDraftOf({ delaysSeconds: [10, 60], ...none }, [5]), t)).toEqual({
    policy: { delaysSeconds: [10, 60] },
  });
  expect(retryDraftOf({ delaysSeconds: [], ...none }, [5]).kind).toBe("once");
});

test.each([
  [{ waits: "5s tomorrow" }, { waits: "“tomorrow” is no time. Write waits as 5s, 30m, 2h or 1d." }],
  [{ waits: "" }, { waits: "Enter at least one wait, such as 5m." }],
  [{ waits: "8d" }, { waits: "No wait can be longer than 7 days." }],
  [{ waits: "7d 7d 7d 7d 7d" }, { waits: "All waits together can be 30 days at most." }],
  [{ waits: "1s ".repeat(50) }, { waits: "These are 50 waits; 49 are the most." }],
])("a schedule that cannot be is refused in words: %j", (part, mistakes) => {
  expect(readRetry({ ...USUAL, kind: "schedule", ...part }, t)).toEqual({ mistakes });
});

test("each field of growing waits is judged by itself", () => {
  const draft = {
    ...USUAL,
    kind: "growing",
    attempts: "0",
    multiplier: "x",
    initialDelay: "",
    maxDelay: "9d",
  } as const;
  expect(new Set(Object.keys(readRetry(draft, t).mistakes ?? {}))).toEqual(
    new Set(["attempts", "initialDelay", "maxDelay", "multiplier"]),
  );
});
