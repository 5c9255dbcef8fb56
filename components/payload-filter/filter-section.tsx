"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { FoldedSection } from "@/components/endpoints/folded-section.tsx";
import { useFilterWords } from "@/components/payload-filter/use-filter-words.ts";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const FilterEditor = dynamic(async () => (await import("@/components/payload-filter/filter-editor.tsx")).FilterEditor, {
  loading: () => <Loading />,
});

export function FilterSection({ endpoint }: { endpoint: EndpointOut }) {
  const t = useTranslations("payload-filter");
  const words = useFilterWords();
  return (
    <FoldedSection
      id="filter"
      title={t("title")}
      description={t("description")}
      summary={endpoint.filter ? t("only", { conditions: words(endpoint.filter) }) : t("none")}
      labels={{ open: endpoint.filter ? t("open") : t("add"), close: t("close") }}
    >
      <FilterEditor endpoint={endpoint} />
    </FoldedSection>
  );
}

function Loading() {
  return <SkeletonRows rows={2} label={useTranslations("payload-filter")("loading")} />;
}
