import type { useTranslations } from "use-intl";
import { formatWait, formatWaits, parseWait, parseWaits } from "@/components/delivery-options/waits.ts";
import type { DeliveryOptions, DeliveryOptionsOut } from "@/lib/contract/delivery-options.ts";
import type { RetryPolicyShape } from "@/lib/contract/retry-delays.ts";
import { delaysOf } from "@/lib/contract/retry-delays.ts";

export const RETRY_KINDS = ["usual", "growing", "schedule", "once"] as const;
type RetryKind = (typeof RETRY_KINDS)[number];

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

export type RetryWords = ReturnType<typeof useTranslations<"delivery-options.retries.mistake">>;
export type RetryField = "waits" | "attempts" | "initialDelay" | "multiplier" | "maxDelay";
export type RetryReading =
  | { policy: RetryPolicyShape | null; mistakes?: undefined }
  | { policy?: undefined; mistakes: Partial<Record<RetryField, string>> };

/** The policy that a draft asks for, null for the installation's own; or what is wrong with which field. */
export function readRetry(draft: RetryDraft, t: RetryWords): RetryReading {
  if (draft.kind === "usual") return { policy: null };
  if (draft.kind === "once") return { policy: { delaysSeconds: [] } };
  return draft.kind === "schedule" ? readSchedule(draft.waits, t) : readGrowing(draft, t);
}

function readSchedule(text: string, t: RetryWords): RetryReading {
  const read = parseWaits(text);
  const wrong = (waits: string): RetryReading => ({ mistakes: { waits } });
  if ("wrong" in read) return wrong(t("noTime", { text: read.wrong }));
  const { seconds } = read;
  if (seconds.length === 0) return wrong(t("empty"));
  if (seconds.length >= MOST_TRIES) return wrong(t("many", { count: seconds.length, most: MOST_TRIES - 1 }));
  if (seconds.some((one) => one > LONGEST_WAIT_SECONDS)) return wrong(t("longest"));
  const policy = { delaysSeconds: seconds };
  return isTooLong(policy) ? wrong(t("tooLong")) : { policy };
}

function readGrowing(draft: RetryDraft, t: RetryWords): RetryReading {
  const mistakes: Partial<Record<RetryField, string>> = {};
  const attempts = /^\d+$/.test(draft.attempts.trim()) ? Number(draft.attempts) : 0;
  if (attempts < 1 || attempts > MOST_TRIES) mistakes.attempts = t("attempts", { most: MOST_TRIES });
  const multiplier = Number(draft.multiplier.trim().replace(",", ".") || Number.NaN);
  if (!(multiplier >= 1 && multiplier <= 10)) mistakes.multiplier = t("multiplier");
  const waitOf = (field: "initialDelay" | "maxDelay") => {
    const seconds = parseWait(draft[field]) ?? 0;
    if (seconds < 1 || seconds > LONGEST_WAIT_SECONDS) {
      mistakes[field] = t("delay");
    }
    return seconds;
  };
  const initialDelaySeconds = waitOf("initialDelay");
  const maxDelaySeconds = waitOf("maxDelay");
  if (Object.keys(mistakes).length > 0) return { mistakes };
  const policy = { attempts, initialDelaySeconds, multiplier, maxDelaySeconds };
  return isTooLong(policy) ? { mistakes: { attempts: t("tooLong") } } : { policy };
}

function isTooLong(policy: RetryPolicyShape): boolean {
  return delaysOf(policy).reduce((sum, delay) => sum + delay, 0) > LONGEST_SCHEDULE_SECONDS;
}

/** As the API takes it. */
export function retryOf(policy: RetryPolicyShape | null): DeliveryOptions["retry"] {
  if (policy === null) return null;
  return "delaysSeconds" in policy ? { delaysSeconds: [...policy.delaysSeconds] } : policy;
}
