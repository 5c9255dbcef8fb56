import { expect, test } from "vitest";
import {
  differenceLine,
  optionFacts,
  rateWords,
  replyWords,
  scheduleWords,
} from "@/components/delivery-options/option-words.ts";
import { type DeliveryOptionsOut, NO_OPTIONS } from "@/lib/contract/delivery-options.ts";
import { formatIn, translateIn } from "@/lib/testing/translate.ts";

const words = { t: translateIn("delivery-options"), format: formatIn() };

const USUAL = [5, 300, 1800, 7200, 18_000, 36_000, 36_000];

const endpoint = (options: Partial<DeliveryOptionsOut>, throttleRate: number | null = null) => ({
  throttleRate,
  deliveryOptions: { ...NO_OPTIONS, ...options },
  effectiveOptions: {
    timeoutSeconds: options.timeoutSeconds ?? 15,
    connectTimeoutSeconds: options.connectTimeoutSeconds ?? 5,
    retryDelaysSeconds: options.retry?.delaysSeconds ?? USUAL,
  },
});
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");

test("an endpoint without options of its own differs in nothing", () => {
  expect(differenceLine(endpoint({}), words)).toBeNull();
});

test("what differs is said on one line", () => {
  const retry = {
    delaysSeconds: [60, 120],
    attempts: null,
    initialDelaySeconds: null,
    multiplier: null,
    maxDelaySeconds: null,
  };
  const own = endpoint({ timeoutSeconds: 30, retry, batch: { maxEvents: 100, maxWaitSeconds: 5 } });
  expect(plain(differenceLine(own, words))).toBe("Timeout 30 s · 3 tries over 3 min · batches of 100");
  const strict = endpoint({ fifo: true, networks: ["203.0.113.0/24"], minTlsVersion: "1.3", logRequests: false }, 10);
  expect(plain(differenceLine(strict, words))).toBe(
    "At most 10 per second · strict order · 1 network, TLS 1.3 · log without requests",
  );
});

test("a schedule is told by its tries and its length", () => {
  expect(plain(scheduleWords(USUAL, words))).toBe("8 tries over 27 h 35 min");
  expect(plain(scheduleWords([], words))).toBe("1 try, no retries");
});

test.each([
  [null, null, "Every reply that is not 2xx is tried again."],
  [null, ["400", "404"], "400 and 404 end a delivery at once. Every other reply that is not 2xx is tried again."],
  [["503"], null, "Only 503 is tried again; any other reply that is not 2xx ends a delivery as failed."],
])("replies %j, %j: %s", (retry, final, said) => {
  expect(replyWords(retry, final, words)).toBe(said);
});

test("a rate is told by its window", () => {
  expect(rateWords(10, 1, words)).toBe("at most 10 per second");
  expect(rateWords(600, 60, words)).toBe("at most 600 per minute");
  expect(plain(rateWords(1200, 300, words))).toBe("at most 1,200 in 5 min");
});

test("every section of the settings has its fact", () => {
  expect(optionFacts(endpoint({}), words).map(({ section }) => section)).toEqual([
    "timeouts",
    "retries",
    "replies",
    "rate-limit",
    "batches",
    "order",
    "networks",
    "log",
  ]);
});
