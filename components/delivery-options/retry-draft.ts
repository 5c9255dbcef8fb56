import { formatWait, formatWaits, parseWait, parseWaits } from "@/components/delivery-options/waits.ts";
import type { DeliveryOptions, DeliveryOptionsOut } from "@/lib/contract/delivery-options.ts";
import type { RetryPolicyShape } from "@/lib/contract/retry-delays.ts";
import { delaysOf } from "@/lib/contract/retry-delays.ts";

export const RETRY_KINDS = ["usual", "growing", "schedule", "once"] as const;
export type RetryKind = (typeof RETRY_KINDS)[number];

/** A retry policy as it is typed: a time is text, such as `5m`. */
export type RetryDraft = {
  kind: RetryKind;
  waits: string;
  attempts: string;
  initialDelay: string;
  multiplier: string;
  maxDelay: string;
};

const LONGEST_WAIT_SECONDS = 604_800;
const LONGEST_SCHEDULE_SECONDS = 2_592_000;
const MOST_TRIES = 50;
const GROWING = { attempts: "5", initialDelay: "1m", multiplier: "2", maxDelay: "10h" };

/** What is stored; the kinds that are not chosen begin with something sensible. */
export function retryDraftOf(retry: DeliveryOptionsOut["retry"], usualSeconds: readonly number[]): RetryDraft {
  const draft = { waits: formatWaits(usualSeconds), ...GROWING };
  if (retry === null) return { kind: "usual", ...draft };
  const { attempts, initialDelaySeconds, multiplier, maxDelaySeconds, delaysSeconds } = retry;
  if (attempts !== null && initialDelaySeconds !== null && multiplier !== null && maxDelaySeconds !== null) {
    return {
      kind: "growing",
      waits: formatWaits(delaysSeconds),
      attempts: String(attempts),
      initialDelay: formatWait(initialDelaySeconds),
      multiplier: String(multiplier),
      maxDelay: formatWait(maxDelaySeconds),
    };
  }
  if (delaysSeconds.length === 0) return { kind: "once", ...draft };
  return { kind: "schedule", ...draft, waits: formatWaits(delaysSeconds) };
}

export type RetryField = "waits" | "attempts" | "initialDelay" | "multiplier" | "maxDelay";
export type RetryReading =
  | { policy: RetryPolicyShape | null; mistakes?: undefined }
  | { policy?: undefined; mistakes: Partial<Record<RetryField, string>> };

/** The policy that a draft asks for, null for the installation's own; or what is wrong with which field. */
export function readRetry(draft: RetryDraft): RetryReading {
  if (draft.kind === "usual") return { policy: null };
  if (draft.kind === "once") return { policy: { delaysSeconds: [] } };
  return draft.kind === "schedule" ? readSchedule(draft.waits) : readGrowing(draft);
}

function readSchedule(text: string): RetryReading {
  const read = parseWaits(text);
  const wrong = (waits: string): RetryReading => ({ mistakes: { waits } });
  if ("wrong" in read) return wrong(`“${read.wrong}” is no time. Write waits as 5s, 30m, 2h or 1d.`);
  const { seconds } = read;
  if (seconds.length === 0) return wrong("Enter at least one wait, such as 5m.");
  if (seconds.length >= MOST_TRIES) return wrong(`These are ${seconds.length} waits; ${MOST_TRIES - 1} are the most.`);
  if (seconds.some((one) => one > LONGEST_WAIT_SECONDS)) return wrong("No wait can be longer than 7 days.");
  const policy = { delaysSeconds: seconds };
  return isTooLong(policy) ? wrong(TOO_LONG) : { policy };
}

function readGrowing(draft: RetryDraft): RetryReading {
  const mistakes: Partial<Record<RetryField, string>> = {};
  const attempts = /^\d+$/.test(draft.attempts.trim()) ? Number(draft.attempts) : 0;
  if (attempts < 1 || attempts > MOST_TRIES) mistakes.attempts = `Enter a whole number from 1 to ${MOST_TRIES}.`;
  const multiplier = Number(draft.multiplier.trim().replace(",", ".") || Number.NaN);
  if (!(multiplier >= 1 && multiplier <= 10)) mistakes.multiplier = "Enter a number from 1 to 10.";
  const waitOf = (field: "initialDelay" | "maxDelay") => {
    const seconds = parseWait(draft[field]) ?? 0;
    if (seconds < 1 || seconds > LONGEST_WAIT_SECONDS) {
      mistakes[field] = "Enter a time of at most 7 days, such as 30s, 5m or 2h.";
    }
    return seconds;
  };
  const initialDelaySeconds = waitOf("initialDelay");
  const maxDelaySeconds = waitOf("maxDelay");
  if (Object.keys(mistakes).length > 0) return { mistakes };
  const policy = { attempts, initialDelaySeconds, multiplier, maxDelaySeconds };
  return isTooLong(policy) ? { mistakes: { attempts: TOO_LONG } } : { policy };
}

const TOO_LONG = "All waits together can be 30 days at most.";

function isTooLong(policy: RetryPolicyShape): boolean {
  return delaysOf(policy).reduce((sum, delay) => sum + delay, 0) > LONGEST_SCHEDULE_SECONDS;
}

/** As the API takes it. */
export function retryOf(policy: RetryPolicyShape | null): DeliveryOptions["retry"] {
  if (policy === null) return null;
  return "delaysSeconds" in policy ? { delaysSeconds: [...policy.delaysSeconds] } : policy;
}
