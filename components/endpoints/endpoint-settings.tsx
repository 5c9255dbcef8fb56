"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { endpointListPath } from "@/components/deliveries/paths.ts";
import { useEndpointActions } from "@/components/endpoints/endpoint-actions.tsx";
import { EndpointHeader } from "@/components/endpoints/endpoint-header.tsx";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointQuery, headersQuery, healthQuery, summaryQuery } from "@/components/endpoints/queries.ts";
import { EventsSection, NameSection, UrlSection } from "@/components/endpoints/settings-fields.tsx";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { UnsavedGuard } from "@/components/endpoints/unsaved-guard.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const FilterSection = dynamic(
  async () => (await import("@/components/payload-filter/filter-section.tsx")).FilterSection,
);
const RequestSections = dynamic(
  async () => (await import("@/components/endpoints/request-sections.tsx")).RequestSections,
);
const HeadersSection = dynamic(async () => (await import("@/components/endpoints/headers-section.tsx")).HeadersSection);
const DeliverySettings = dynamic(
  async () => (await import("@/components/delivery-options/delivery-settings.tsx")).DeliverySettings,
);
const SecretVersions = dynamic(async () => (await import("@/components/secrets/secret-versions.tsx")).SecretVersions, {
  loading: () => <SecretsLoading />,
});

export function EndpointSettings({ endpointId }: { endpointId: string }) {
  const t = useTranslations("endpoints.settings");
  const access = useAccess();
  const endpoint = useQuery(endpointQuery(access, endpointId));
  const headers = useQuery(headersQuery(access, endpointId)).data;
  const summary = useQuery(summaryQuery(access)).data;
  if (!endpoint.data) {
    return endpoint.error ? <QueryError title={t("error")} query={endpoint} /> : null;
  }
  const mayManage = access.can("ManageEndpoint");
  const mayChange = mayManage && endpoint.data.managedBy === null;
  const hasHeaders = headers ? Object.keys(headers.headers).length + headers.sensitive.length > 0 : false;
  return (
    <UnsavedGuard>
      <div className="mx-(--page-margin) max-w-[1280px]">
        <EndpointHeader endpointId={endpointId} />
        {mayChange ? (
          <>
            <UrlSection endpoint={endpoint.data} hasHeaders={hasHeaders} />
            <EventsSection endpoint={endpoint.data} eventTypeCount={summary?.eventTypeCount} />
            <FilterSection endpoint={endpoint.data} />
          </>
        ) : null}
        <SettingsSection id="secret" title={t("secret")} description={t("secretHint")}>
          <SecretVersions
            endpointId={endpointId}
            endpointName={nameOf(endpoint.data)}
            fixed={endpoint.data.managedBy !== null}
          />
        </SettingsSection>
        {mayChange ? (
          <>
            <HeadersSection endpointId={endpointId} />
            <RequestSections endpoint={endpoint.data} />
            <DeliverySettings endpoint={endpoint.data} />
            <NameSection endpoint={endpoint.data} />
          </>
        ) : null}
        {mayManage ? <Ending endpoint={endpoint.data} /> : null}
      </div>
    </UnsavedGuard>
  );
}

/** The plain last section: held, off for a while, or gone. */
function Ending({ endpoint }: { endpoint: EndpointOut }) {
  const t = useTranslations("endpoints");
  const isOwn = endpoint.managedBy === null;
  const access = useAccess();
  const router = useRouter();
  const health = useQuery(healthQuery(access, endpoint.id)).data;
  const { act, dialogs } = useEndpointActions({
    onDeleted: () => router.push(endpointListPath(access, access.applicationId)),
  });
  const subject = { endpoint, name: nameOf(endpoint), health };
  return (
    <SettingsSection
      id="ending"
      title={isOwn ? t("settings.ending") : t("settings.endingManaged")}
      description={isOwn ? t("settings.endingHint") : t("settings.endingHintManaged")}
    >
      <div className="flex flex-wrap gap-2">
        {endpoint.disabled ? null : endpoint.pausedAt ? (
          <Button onClick={() => act("resume", subject)}>{t("action.resume")}</Button>
        ) : (
          <Button onClick={() => act("pause", subject)}>{t("action.pause")}</Button>
        )}
        {endpoint.disabled ? (
          <Button onClick={() => act("turn_on", subject)}>{t("action.turnOn")}</Button>
        ) : (
          <Button onClick={() => act("turn_off", subject)}>{t("action.turnOff")}</Button>
        )}
        {isOwn ? (
          <Button variant="danger" onClick={() => act("delete", subject)}>
            {t("action.delete")}
          </Button>
        ) : null}
      </div>
      {dialogs}
    </SettingsSection>
  );
}

function SecretsLoading() {
  return <SkeletonRows rows={1} label={useTranslations("endpoints.settings")("secretsLoading")} />;
}
