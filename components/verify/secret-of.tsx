"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointsQuery, secretsQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { SigningKey } from "@/components/secrets/signing-key.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/select.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";

/** What belongs into WEBHOOK_SECRET. */
export function SecretOf() {
  const t = useTranslations("verify");
  const access = useAccess();
  const { data: endpoints = [], isPending } = useQuery(endpointsQuery(access));
  const [wanted, setWanted] = useUrlParam("endpoint", stringParam);
  const endpoint = endpoints.find(({ id }) => id === wanted) ?? endpoints[0];
  if (!endpoint) return isPending ? null : <p className="text-dense text-ink-2">{t("guide.noEndpoints")}</p>;
  return (
    <div className="grid gap-2">
      <Field label={t("guide.secret")}>
        <Select
          options={endpoints.map((one) => ({ value: one.id, label: nameOf(one) }))}
          value={endpoint.id}
          onChange={(event) => setWanted(event.target.value)}
        />
      </Field>
      <Secret key={endpoint.id} endpointId={endpoint.id} />
    </div>
  );
}

function Secret({ endpointId }: { endpointId: string }) {
  const secrets = useQuery(secretsQuery(useAccess(), endpointId)).data;
  return <SigningKey endpointId={endpointId} version={secrets?.find(({ current }) => current)} />;
}
