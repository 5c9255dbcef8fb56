"use client";

import { useTranslations } from "use-intl";
import type { What } from "@/components/replays/replay-params.ts";
import { WHATS } from "@/components/replays/replay-params.ts";
import { RadioGroup } from "@/components/ui/radio-group.tsx";

export function WhatSection({ what, onChange }: { what: What; onChange: (what: What) => void }) {
  const t = useTranslations("replays");
  return (
    <RadioGroup
      legend={t("new.what")}
      name="what"
      value={what}
      onChange={(value) => {
        const chosen = WHATS.find((one) => one === value);
        if (chosen) onChange(chosen);
      }}
      options={WHATS.map((value) => ({ value, label: t(`new.${value}`), description: t(`new.${value}Hint`) }))}
    />
  );
}
