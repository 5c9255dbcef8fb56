"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { summaryQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { replaysPath } from "@/components/replays/paths.ts";
import { SinceSection } from "@/components/replays/since-section.tsx";
import { useNewReplay } from "@/components/replays/use-new-replay.ts";
import { WhatSection } from "@/components/replays/what-section.tsx";
import { WhichSection } from "@/components/replays/which-section.tsx";
import { Breadcrumb } from "@/components/shell/breadcrumb.tsx";
import { Empty } from "@/components/ui/empty.tsx";

// Below what is chosen, and nothing to show before it was counted.
const SpanHistogram = dynamic(async () => (await import("@/components/replays/span-histogram.tsx")).SpanHistogram, {
  loading: () => <div aria-hidden="true" className="h-[142px]" />,
});
const AgainLine = dynamic(async () => (await import("@/components/replays/again-line.tsx")).AgainLine);
const PreviewSection = dynamic(async () => (await import("@/components/replays/preview-section.tsx")).PreviewSection);
const StartSection = dynamic(async () => (await import("@/components/replays/start-section.tsx")).StartSection);

/** What is to be replayed, counted before it is; the address holds all of it. */
export function NewReplayScreen() {
  const t = useTranslations("replays");
  const access = useAccess();
  return (
    <div className="mx-(--page-margin) max-w-[960px]">
      {access.surface === "portal" ? (
        <Breadcrumb crumbs={[{ label: t("breadcrumb"), href: replaysPath(access) }, { label: t("newTitle") }]} />
      ) : null}
      <h1 className="mt-3 mb-6 text-page">{t("new.heading")}</h1>
      {access.can("CreateAttempts") ? <Form /> : <Empty title={t("permission.title")}>{t("permission.text")}</Empty>}
    </div>
  );
}

function Form() {
  const access = useAccess();
  const replay = useNewReplay();
  const retentionDays = useQuery(summaryQuery(access)).data?.retentionDays;
  const { params, setParams, what, span, nowMs, preview } = replay;
  const counted = preview.data;
  return (
    // No form: Enter in one of its fields must not send anything to anybody.
    <div className="grid grid-cols-1 gap-8">
      {params.again ? (
        <AgainLine taskId={params.again} onClear={() => setParams({ again: null })} />
      ) : (
        <WhatSection what={what} onChange={(next) => setParams({ what: next })} />
      )}
      <WhichSection params={params} what={what} onChange={setParams} />
      {params.again ? null : <SinceSection replay={replay} onChange={setParams} />}
      {span && nowMs !== null ? (
        <SpanHistogram
          span={span}
          nowMs={nowMs}
          params={params}
          onZoom={({ from, to }) => setParams({ since: null, range: null, from, to })}
        />
      ) : null}
      <PreviewSection replay={replay} retentionDays={retentionDays} />
      {counted && counted.deliveries > 0 ? <StartSection replay={replay} counted={counted} /> : null}
    </div>
  );
}
