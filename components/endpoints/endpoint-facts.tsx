"use client";

import { useQuery } from "@tanstack/react-query";
import { endpointPath } from "@/components/deliveries/paths.ts";
import type { OptionSection } from "@/components/delivery-options/option-words.ts";
import { optionFacts } from "@/components/delivery-options/option-words.ts";
import { headersQuery, secretsQuery, transformationQuery } from "@/components/endpoints/queries.ts";
import { requestFacts } from "@/components/endpoints/request-words.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { SigningKey } from "@/components/secrets/signing-key.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { Countdown } from "@/components/ui/countdown.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import { filterWords } from "@/lib/contract/filter-words.ts";

const ALWAYS_SHOWN: OptionSection[] = ["timeouts", "retries", "rate-limit"];

type EndpointFactsProps = { endpoint: EndpointOut; certificateNotAfter: string | null };

/** How it is set up, each fact with the way to change it. */
export function EndpointFacts({ endpoint, certificateNotAfter }: EndpointFactsProps) {
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
  const options = optionFacts(endpoint).filter(
    ({ section, isOwn }) => isOwn || access.surface === "console" || ALWAYS_SHOWN.includes(section),
  );
  const edit = (part: string, label: string) =>
    mayManage ? (
      <TextLink href={`${settings}#${part}`} aria-label={`Edit ${label}`}>
        edit
      </TextLink>
    ) : null;
  return (
    <section aria-labelledby="facts" className="border-line border-t pt-6">
      <h2 id="facts" className="mb-3 text-lead">
        How it is set up
      </h2>
      <KeyValueList>
        <KeyValue label="URL" actions={edit("url", "URL")}>
          <CopyText value={endpoint.url} label="Copy URL" />
        </KeyValue>
        <KeyValue label="Event types" actions={edit("events", "event types")}>
          {endpoint.eventTypes ? (
            <span className="text-mono">{endpoint.eventTypes.join(", ")}</span>
          ) : (
            "Everything, later types too"
          )}
        </KeyValue>
        <KeyValue
          label={current?.publicKey ? "Public key" : "Secret"}
          actions={access.can("ManageEndpointSecret") ? <TextLink href={`${settings}#secret`}>rotate</TextLink> : null}
        >
          <SigningKey endpointId={endpoint.id} version={current} />
          {old?.expiresAt ? (
            <span className="block text-meta text-ink-2">
              The old one, …{old.last4}, signs too for <Countdown to={old.expiresAt} zero="a moment" />.
            </span>
          ) : null}
        </KeyValue>
        {headerNames.length > 0 ? (
          <KeyValue label="Custom headers" actions={edit("headers", "headers")}>
            <span className="text-mono">{headerNames.join(", ")}</span>
          </KeyValue>
        ) : null}
        {endpoint.channels ? (
          <KeyValue label="Channels" actions={edit("events", "channels")}>
            <span className="text-mono">{endpoint.channels.join(", ")}</span>
          </KeyValue>
        ) : null}
        {endpoint.filter ? <KeyValue label="Payload filter">Only when {filterWords(endpoint.filter)}</KeyValue> : null}
        {requestFacts(endpoint, transformation).map(({ label, text }) => (
          <KeyValue key={label} label={label}>
            {text}
          </KeyValue>
        ))}
        {options.map(({ section, label, text }) => (
          <KeyValue key={section} label={label} actions={edit(section, label.toLowerCase())}>
            {text}
          </KeyValue>
        ))}
        {endpoint.description ? <KeyValue label="Description">{endpoint.description}</KeyValue> : null}
        {certificateNotAfter ? (
          <KeyValue label="Certificate valid until">
            <Time at={certificateNotAfter} show="day" />
          </KeyValue>
        ) : null}
        <KeyValue label="Created">
          <Time at={endpoint.createdAt} show="day" />
        </KeyValue>
        <KeyValue label="Id">
          <CopyText value={endpoint.id} label="Copy endpoint id" />
        </KeyValue>
      </KeyValueList>
    </section>
  );
}
