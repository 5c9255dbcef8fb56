"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { AddEndpoint } from "@/components/endpoints/add-endpoint.tsx";
import { summaryQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { ChecklistLine } from "@/components/portal/checklist.tsx";
import { Empty } from "@/components/ui/empty.tsx";

/** Before the first endpoint, the page is the form that adds it. */
export function Start() {
  const t = useTranslations("endpoints");
  const access = useAccess();
  const summary = useQuery(summaryQuery(access));
  if (!access.can("ManageEndpoint")) {
    return (
      <>
        <h1 className="text-page">{t("titles.list")}</h1>
        <Empty title={t("start.none")} className="mt-4">
          {t("start.mayLook", { application: access.applicationName })}
        </Empty>
      </>
    );
  }
  return (
    <div className="mx-auto max-w-[1280px]">
      <h1 className="text-page text-balance">{t("start.title")}</h1>
      <p className="mt-1 mb-8 max-w-measure text-body text-ink-2">{t("start.lead")}</p>
      <AddEndpoint isFirst eventTypeCount={summary.data?.eventTypeCount} />
      {summary.data ? (
        <ChecklistLine checklist={summary.data.checklist} className="mt-12 border-line border-t pt-4" />
      ) : null}
    </div>
  );
}
