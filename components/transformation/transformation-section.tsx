"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import { transformationQuery } from "@/components/endpoints/queries.ts";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";

/** Among the settings: what holds, and the way to the page where it is written. */
export function TransformationSection({ endpointId }: { endpointId: string }) {
  const t = useTranslations("transformation");
  const access = useAccess();
  const stored = useQuery(transformationQuery(access, endpointId));
  const state = !stored.data ? null : stored.data.code === null ? "none" : stored.data.enabled ? "on" : "off";
  return (
    <SettingsSection id="transformation" title={t("title")} description={t("section.description")}>
      {stored.error && !stored.data ? <QueryError title={t("section.error")} query={stored} /> : null}
      <p className="min-h-5 text-dense text-ink-2">{state ? t(`section.${state}`) : null}</p>
      <ButtonLink
        href={`${endpointPath(access, access.applicationId, endpointId)}/settings/transformation`}
        className="mt-3"
      >
        {state === "none" ? t("section.add") : t("section.open")}
      </ButtonLink>
    </SettingsSection>
  );
}
