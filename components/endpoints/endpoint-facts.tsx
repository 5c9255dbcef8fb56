"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import type { OptionSection } from "@/components/delivery-options/option-words.ts";
import { optionFacts } from "@/components/delivery-options/option-words.ts";
import { useOptionWords } from "@/components/delivery-options/use-option-words.ts";
import { headersQuery, secretsQuery, transformationQuery } from "@/components/endpoints/queries.ts";
import { requestFacts } from "@/components/endpoints/request-words.ts";
import { useFilterWords } from "@/components/payload-filter/use-filter-words.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { SigningKey } from "@/components/secrets/signing-key.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const ALWAYS_SHOWN: OptionSection[] = ["timeouts", "retries", "rate-limit"];

type EndpointFactsProps = { endpoint: EndpointOut; certificateNotAfter: string | null };

/** How it is set up, each fact with the way to change it. */
export function EndpointFacts({ endpoint, certificateNotAfter }: EndpointFactsProps) {
  const t = useTranslations("endpoints.facts");
  const words = useFilterWords();
  const options = useOptionWords();
  const format = useFormat();
  const access = useAccess();
  const secrets = useQuery(secretsQuery(access, endpoint.id)).data;
  const headers = useQuery(headersQuery(access, endpoint.id)).data;
  const transformation = useQuery(transformationQuery(access, endpoint.id)).data;
  const settings = `${endpointPath(access, access.applicationId, endpoint.id)}/settings`;
  const mayManage = access.can("ManageEndpoint");
  const current = secrets?.find((version) => version.current);
  const old = secrets?.find((version) => !version.current);
  const headerNames = headers ? [...Object.keys(headers.headers), ...headers.sensitive] : [];
  // Customers see what is set and what they would ask for; staff see all that is in force.
  const optionList = optionFacts(endpoint, options).filter(
    ({ section, isOwn }) => isOwn || access.surface === "console" || ALWAYS_SHOWN.includes(section),
  );
  const edit = (part: string, label: string) =>
    mayManage ? (
      <TextLink href={`${settings}${part}`} aria-label={t("editNamed", { what: label })}>
        {t("edit")}
      </TextLink>
    ) : null;
  return (
    <section aria-labelledby="facts" className="border-line border-t pt-6">
      <h2 id="facts" className="mb-3 text-lead">
        {t("title")}
      </h2>
      <KeyValueList>
        <KeyValue label={t("url")} actions={edit("#url", t("url"))}>
          <CopyText value={endpoint.url} label={t("copyUrl")} />
        </KeyValue>
        <KeyValue label={t("events")} actions={edit("#events", t("eventsCalled"))}>
          {endpoint.eventTypes ? <span className="text-mono">{endpoint.eventTypes.join(", ")}</span> : t("everything")}
        </KeyValue>
        <KeyValue
          label={current?.publicKey ? t("publicKey") : t("secret")}
          actions={
            <>
              {access.can("ManageEndpointSecret") ? (
                <TextLink href={`${settings}?secret=rotate#secret`}>{t("rotate")}</TextLink>
              ) : null}
              {access.surface === "portal" ? (
                <TextLink href={`/portal/${access.applicationId}/verify?endpoint=${endpoint.id}`}>
                  {t("verify")}
                </TextLink>
              ) : null}
            </>
          }
        >
          <SigningKey endpointId={endpoint.id} version={current} />
          {old?.expiresAt ? (
            <span className="block text-meta text-ink-2">
              {t.rich("old", {
                last4: old.last4,
                time: () => (old.expiresAt ? <Countdown to={old.expiresAt} zero={t("moment")} /> : null),
              })}
            </span>
          ) : null}
        </KeyValue>
        {headerNames.length > 0 ? (
          <KeyValue label={t("headers")} actions={edit("#headers", t("headersCalled"))}>
            <span className="text-mono">{headerNames.join(", ")}</span>
          </KeyValue>
        ) : null}
        {endpoint.channels ? (
          <KeyValue label={t("channels")} actions={edit("#events", t("channelsCalled"))}>
            <span className="text-mono">{endpoint.channels.join(", ")}</span>
          </KeyValue>
        ) : null}
        {endpoint.filter ? (
          <KeyValue label={t("filter")} actions={edit("#filter", t("filterCalled"))}>
            {t("only", { conditions: words(endpoint.filter) })}
          </KeyValue>
        ) : null}
        {requestFacts(endpoint, transformation, { t, list: format.list }).map(({ part, label, text }) => (
          <KeyValue
            key={label}
            label={label}
            actions={part !== "/transformation" || access.can("ManageTransformations") ? edit(part, label) : null}
          >
            {text}
          </KeyValue>
        ))}
        {optionList.map(({ section, label, text }) => (
          <KeyValue key={section} label={label} actions={edit(`#${section}`, label)}>
            {text}
          </KeyValue>
        ))}
        {endpoint.description ? <KeyValue label={t("description")}>{endpoint.description}</KeyValue> : null}
        {certificateNotAfter ? (
          <KeyValue label={t("certificate")}>
            <Time at={certificateNotAfter} show="day" />
          </KeyValue>
        ) : null}
        <KeyValue label={t("created")}>
          <Time at={endpoint.createdAt} show="day" />
        </KeyValue>
        <KeyValue label={t("id")}>
          <CopyText value={endpoint.id} label={t("copyId")} />
        </KeyValue>
      </KeyValueList>
    </section>
  );
}
