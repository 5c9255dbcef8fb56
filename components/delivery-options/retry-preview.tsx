"use client";

import { useTranslations } from "use-intl";
import { scheduleWords } from "@/components/delivery-options/option-words.ts";
import { useOptionWords } from "@/components/delivery-options/use-option-words.ts";
import { ScheduleRail } from "@/components/ui/schedule-rail.tsx";

/** What a policy comes to: its tries on the axis of time, and in a sentence. Nothing is drawn of one that cannot be read. */
export function RetryPreview({ delaysSeconds }: { delaysSeconds: readonly number[] | null }) {
  const t = useTranslations("delivery-options.retries");
  const words = useOptionWords();
  if (!delaysSeconds) {
    return <p className="text-dense text-ink-3">{t("preview")}</p>;
  }
  let atMs = 0;
  const offsetsMs = [0, ...delaysSeconds.map((delay) => (atMs += delay * 1000))];
  return (
    <div>
      <ScheduleRail offsetsMs={offsetsMs} />
      <p role="status" className="mt-1 text-dense text-ink-2" data-num>
        {t.rich(delaysSeconds.length > 0 ? "summary" : "summaryOnce", {
          schedule: scheduleWords(delaysSeconds, words),
          b: (chunks) => <strong className="font-firm text-ink">{chunks}</strong>,
        })}
      </p>
    </div>
  );
}
