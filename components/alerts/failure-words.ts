import type { useTranslations } from "use-intl";
import type { AlertFailureOut } from "@/lib/contract/alert.ts";

/** Why an e-mail or a post did not get through, in a sentence. */
export function failureWords(t: ReturnType<typeof useTranslations<"alerts">>, failure: AlertFailureOut | null): string {
  const { reason, status } = failure ?? { reason: "internal", status: null };
  return t(`failures.${reason}`, { status: String(status ?? "") });
}
