"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { EndpointHeader } from "@/components/endpoints/endpoint-header.tsx";
import { endpointQuery, transformationQuery } from "@/components/endpoints/queries.ts";
import { UnsavedGuard } from "@/components/endpoints/unsaved-guard.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { WithCode } from "@/components/ui/code.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { LearnMore } from "@/components/ui/learn-more.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";

const TransformationForm = dynamic(
  async () => (await import("@/components/transformation/transformation-form.tsx")).TransformationForm,
  { loading: () => <Loading /> },
);

/** The code that an endpoint's messages go through: written, tried on real messages, saved. */
export function TransformationPage({ endpointId }: { endpointId: string }) {
  const t = useTranslations("transformation");
  const access = useAccess();
  const may = access.can("ManageTransformations");
  const endpoint = useQuery(endpointQuery(access, endpointId));
  const stored = useQuery({ ...transformationQuery(access, endpointId), enabled: may });
  if (!endpoint.data) {
    return endpoint.error ? <QueryError title={t("error")} query={endpoint} /> : null;
  }
  const { managedBy, deliveryOptions } = endpoint.data;
  return (
    <UnsavedGuard>
      <div className="mx-(--page-margin) max-w-[1280px]">
        <EndpointHeader endpointId={endpointId} />
        <h2 className="mt-6 text-lead">{t("title")}</h2>
        <p className="mt-1 max-w-measure text-body text-ink-2">{t("lead")}</p>
        <LearnMore summary={t("learn.summary")}>
          <ul className="grid list-disc gap-1 ps-5">
            {(["payload", "headers", "cancel", "env", "limits", "fails"] as const).map((key) => (
              <li key={key}>
                <WithCode text={t(`learn.${key}`)} />
              </li>
            ))}
          </ul>
        </LearnMore>
        <div className="mt-6">
          {!may ? (
            <Empty title={t("forbidden.title")}>{t("forbidden.body")}</Empty>
          ) : managedBy !== null ? (
            <p className="text-body text-ink-2">{t("managed")}</p>
          ) : deliveryOptions.batch ? (
            <p className="max-w-measure text-body text-ink-2">{t("batched")}</p>
          ) : stored.data ? (
            <TransformationForm endpoint={endpoint.data} stored={stored.data} />
          ) : stored.error ? (
            <QueryError title={t("error")} query={stored} />
          ) : (
            <Loading />
          )}
        </div>
      </div>
    </UnsavedGuard>
  );
}

function Loading() {
  return <SkeletonRows rows={6} label={useTranslations("transformation")("loading")} />;
}
