"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "use-intl";
import { authenticationQuery } from "@/components/authentication/queries.ts";
import { StoredAuthentication } from "@/components/authentication/stored-authentication.tsx";
import { FoldedSection } from "@/components/endpoints/folded-section.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const AuthenticationEditor = dynamic(
  async () => (await import("@/components/authentication/authentication-editor.tsx")).AuthenticationEditor,
  { loading: () => <Loading /> },
);

export function AuthenticationSection({ endpoint }: { endpoint: EndpointOut }) {
  const t = useTranslations("authentication");
  const access = useAccess();
  const isSet = endpoint.authenticatedBy.length > 0;
  // Own authorities are no credential, and stand in the answer only.
  const stored = useQuery(authenticationQuery(access, endpoint.id));
  const summary = stored.data ? (
    <StoredAuthentication stored={stored.data} />
  ) : stored.error ? (
    <QueryError title={t("error")} query={stored} />
  ) : (
    <Loading />
  );
  return (
    <FoldedSection
      id="authentication"
      title={t("title")}
      description={t("description")}
      summary={summary}
      labels={{ open: isSet ? t("open") : t("add"), close: t("close") }}
    >
      {stored.data ? <AuthenticationEditor endpoint={endpoint} stored={stored.data} /> : null}
    </FoldedSection>
  );
}

function Loading() {
  return <SkeletonRows rows={1} label={useTranslations("authentication")("loading")} />;
}
