"use client";

import { useTranslations } from "use-intl";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { Diagnosis } from "@/components/ui/diagnosis.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { Check } from "@/components/verify/check-signature.ts";
import { verdictWords } from "@/components/verify/verdict-words.ts";

/** Why a check fails, in words, with the place where the bytes part. */
export function VerdictView({ check: { verdict, expected }, action }: { check: Check; action?: React.ReactNode }) {
  const t = useTranslations("verify");
  const { label, says, suggests, tone } = verdictWords(verdict, t, useFormat());
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div role="status">
        <Diagnosis label={label} says={says} suggests={suggests} tone={tone} action={action} />
      </div>
      {verdict.kind === "body_changed" ? (
        <div className="grid gap-2">
          <p className="text-dense text-ink-2">{t("checker.firstDifference", { byte: verdict.difference.byte })}</p>
          <KeyValueList>
            <KeyValue label={t("checker.signedText")}>
              <Bytes text={verdict.difference.signed} />
            </KeyValue>
            <KeyValue label={t("checker.givenText")}>
              <Bytes text={verdict.difference.given} />
            </KeyValue>
          </KeyValueList>
        </div>
      ) : null}
      {expected && verdict.kind !== "match" ? (
        <div className="text-dense text-ink-2">
          <p>{t("checker.expected")}</p>
          <CopyText value={expected} label={t("checker.expected")} />
        </div>
      ) : null}
    </div>
  );
}

/** Line breaks and tabs as the signs that a programmer writes for them: here they matter. */
function Bytes({ text }: { text: string }) {
  const shown = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t");
  return (
    <code
      dir="ltr"
      translate="no"
      className="rounded-mark bg-sunken px-1 py-px text-mono break-all whitespace-pre-wrap"
    >
      …{shown.replaceAll("\ufeff", "\\ufeff")}…
    </code>
  );
}
