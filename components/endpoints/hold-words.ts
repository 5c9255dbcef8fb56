import { formatQuantity } from "@/components/ui/format-number.ts";

/** Where the service stops counting. */
export const COUNTED_TO = 10_000;

/** `12 deliveries`, `1 delivery`, `at least 10,000 deliveries`. */
export function waitingCounted(count: number): string {
  const words = formatQuantity(count, "delivery", "deliveries");
  return count >= COUNTED_TO ? `at least ${words}` : words;
}

/** For messages that say "at least" of a number that was not counted to its end. */
export const counted = (count: number) => ({ count, capped: count >= COUNTED_TO ? "yes" : "no" });
