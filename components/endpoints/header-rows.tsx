"use client";

import { useTranslations } from "use-intl";
import type { HeaderRow } from "@/components/endpoints/endpoint-draft.ts";
import { PairRows } from "@/components/ui/pair-rows.tsx";

type HeaderRowsProps = {
  rows: HeaderRow[];
  onChange: (rows: HeaderRow[]) => void;
  error?: string | undefined;
};

/** New headers. What is saved is not read back, so only new values are ever in here. */
export function HeaderRows(props: HeaderRowsProps) {
  const t = useTranslations("endpoints.headers");
  return (
    <PairRows
      {...props}
      made={(row) => row}
      words={{
        name: (number) => t("name", { number }),
        value: (number) => t("value", { number }),
        remove: (name) => t("removeNamed", { name }),
        add: t("add"),
      }}
      namePlaceholder="Authorization"
      valuePlaceholder={() => "Bearer …"}
    />
  );
}
