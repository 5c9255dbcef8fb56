"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { activityCsv } from "@/components/activity/csv.ts";
import { readForExport } from "@/components/activity/queries.ts";
import type { ActivityState } from "@/components/activity/search-params.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { showToast } from "@/components/ui/toast.tsx";

/** What the filter shows, as a file for a table program. */
export function ExportButton({ state }: { state: ActivityState }) {
  const t = useTranslations("activity");
  const access = useAccess();
  const exporting = useMutation({
    mutationFn: () => readForExport(access, state),
    onSuccess: ({ entries, isAll }) => {
      download(`activity-${new Date().toISOString().slice(0, 10)}.csv`, activityCsv(entries));
      const count = entries.length;
      showToast({ text: isAll ? t("exported", { count }) : t("exportedMost", { count }) });
    },
  });
  return (
    <>
      <Button pending={exporting.isPending} onClick={() => exporting.mutate()}>
        {t("export")}
      </Button>
      <MutationError error={exporting.error} title={t("exportFailed")} />
    </>
  );
}

function download(name: string, text: string) {
  // The mark tells table programs that the file is UTF-8.
  const url = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
