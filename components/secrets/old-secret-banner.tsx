"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import { secretsQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";

/** On every page of an endpoint whose secret is being rotated, until the old one has ended. */
export function OldSecretBanner({ endpointId }: { endpointId: string }) {
  const t = useTranslations("secrets");
  const access = useAccess();
  const secrets = useQuery(secretsQuery(access, endpointId)).data;
  const ends = secrets?.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt])) ?? [];
  const last = ends.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  if (!last) return null;
  return (
    <Banner
      state="retrying"
      className="mt-4"
      action={
        <ButtonLink size="small" href={`${endpointPath(access, access.applicationId, endpointId)}/settings#secret`}>
          {t("banner.look")}
        </ButtonLink>
      }
    >
      {t.rich("banner.text", {
        b: (chunks) => <strong className="font-strong">{chunks}</strong>,
        countdown: () => <Countdown to={last} zero={t("versions.aMoment")} />,
      })}
    </Banner>
  );
}
