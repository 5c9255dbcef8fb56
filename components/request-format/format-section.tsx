"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { FoldedSection } from "@/components/endpoints/folded-section.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const FormatEditor = dynamic(async () => (await import("@/components/request-format/format-editor.tsx")).FormatEditor, {
  loading: () => <Loading />,
});

/** What a request looks like: its body, and the headers that vouch for it. */
export function FormatSection({ endpoint }: { endpoint: EndpointOut }) {
  const t = useTranslations("request-format");
  const { list } = useFormat();
  const { format, svixHeaders, hmacHeaders } = endpoint.deliveryOptions;
  const headers = [
    "webhook-signature",
    ...(svixHeaders ? ["svix-signature"] : []),
    ...(hmacHeaders ?? []).map(({ header }) => header),
  ];
  const isUsual = (format ?? "plain") === "plain" && headers.length === 1;
  return (
    <FoldedSection
      id="format"
      title={t("title")}
      description={t("description")}
      summary={
        isUsual
          ? t("summary.plain")
          : t("summary.other", { format: t(`format.${format ?? "plain"}`), headers: list(headers) })
      }
      labels={{ open: t("open"), close: t("close") }}
    >
      <FormatEditor endpoint={endpoint} />
    </FoldedSection>
  );
}

function Loading() {
  return <SkeletonRows rows={3} label={useTranslations("request-format")("loading")} />;
}
