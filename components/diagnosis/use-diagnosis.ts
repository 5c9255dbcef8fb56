"use client";

import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { useClock } from "@/components/ui/clock.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { DiagnosisOut } from "@/lib/contract/delivery-attempt.ts";
import type { Cause } from "@/lib/webhook/cause.ts";
import type { DiagnosisCode } from "@/lib/webhook/diagnosis.ts";

type Words = Pick<DiagnosisOut, "label" | "says" | "suggests">;

/** A diagnosis in the page's language. What the page's catalogue does not know yet, the server said in English. */
export function useDiagnosisWords(): (diagnosis: DiagnosisOut) => Words {
  const t = useTranslations("diagnosis");
  const format = useFormat();
  const { serverNowMs } = useClock();
  return useCallback(
    (diagnosis) => {
      const { cause, statusCode, values } = diagnosis;
      const code = diagnosis.code as DiagnosisCode;
      if (!t.has(`texts.${code}.says`) || !t.has(`causes.${cause as Cause}`)) return diagnosis;
      const shown =
        typeof values.date === "string"
          ? { ...values, date: format.day(Date.parse(values.date), serverNowMs) }
          : values;
      const label = t(`causes.${cause as Cause}`);
      // Which values a text needs is known by its code, not by its type.
      const write = t as unknown as (key: string, values: DiagnosisOut["values"]) => string;
      return {
        label: statusCode === null ? label : t("withStatus", { label, status: String(statusCode) }),
        says: write(`texts.${code}.says`, shown),
        suggests: write(`texts.${code}.suggests`, shown),
      };
    },
    [t, format, serverNowMs],
  );
}

/** The two or three words of a cause; an unknown one is shown as it is called. */
export function useCauseLabel(): (cause: string) => string {
  const t = useTranslations("diagnosis.causes");
  return useCallback((cause) => (t.has(cause as Cause) ? t(cause as Cause) : cause), [t]);
}
