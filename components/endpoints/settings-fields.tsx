"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { cleanUrl, originOf } from "@/components/endpoints/clean-url.ts";
import { channelsOf, EMPTY_DRAFT, mistakesOf } from "@/components/endpoints/endpoint-draft.ts";
import { EventsField } from "@/components/endpoints/events-field.tsx";
import { ChannelsField } from "@/components/endpoints/more-fields.tsx";
import { healthQuery, transformationQuery } from "@/components/endpoints/queries.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { UrlField } from "@/components/endpoints/url-field.tsx";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { useSection } from "@/components/endpoints/use-section.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type Props = { endpoint: EndpointOut };
/** What becomes of the deliveries that are being retried. */
type Pending = "move" | "cancel";

/** Only one field is looked at: the others of the draft are in order. */
const FINE = { ...EMPTY_DRAFT, url: "https://fine.example" };

export function UrlSection({ endpoint, hasHeaders }: Props & { hasHeaders: boolean }) {
  const t = useTranslations("endpoints");
  const access = useAccess();
  const { mutateAsync } = useEndpointChange(endpoint.id);
  const health = useQuery(healthQuery(access, endpoint.id)).data;
  const [pending, setPending] = useState<Pending>("move");
  const section = useSection({
    stored: { url: endpoint.url },
    mistakes: ({ url }) => mistakesOf({ ...FINE, url }, t),
    save: async ({ url }) => {
      // First, so that none of them is tried at the new URL in between.
      if (pending === "cancel") {
        const params = { app_id: access.applicationId, endpoint_id: endpoint.id };
        const body = { createdBefore: new Date().toISOString() };
        await access.call("POST /app/{app_id}/endpoint/{endpoint_id}/cancel-msgs", { params, body });
      }
      await mutateAsync({ url: cleanUrl(url) });
      setPending("move");
    },
  });
  const retrying = access.can("CreateAttempts") ? (health?.retrying ?? 0) : 0;
  const moves = section.dirty && originOf(cleanUrl(section.value.url)) !== originOf(endpoint.url);
  // Only a move asks for them: the settings of most endpoints are opened for something else.
  const mayHaveVariables = moves && access.can("ManageTransformations");
  const stored = useQuery({ ...transformationQuery(access, endpoint.id), enabled: mayHaveVariables }).data;
  const hasVariables = stored !== undefined && Object.keys(stored.variables ?? {}).length > 0;
  const loses = hasHeaders || endpoint.authenticatedBy.length > 0 || hasVariables;
  return (
    <SectionForm id="url" title={t("settings.url")} called={t("settings.urlCalled")} {...section}>
      <UrlField
        value={section.value.url}
        onChange={(url) => section.change({ url })}
        error={section.errors.url}
        quiet={!section.dirty}
        endpointId={endpoint.id}
      />
      {section.dirty ? (
        <div className="grid gap-2 text-dense text-ink-2">
          {retrying > 0 ? (
            <RadioGroup
              legend={t("settings.pending.legend", { count: retrying })}
              name="pending"
              value={pending}
              onChange={(value) => setPending(value as Pending)}
              options={[
                {
                  value: "move",
                  label: t("settings.pending.move"),
                  description: t("settings.pending.moveHint"),
                },
                {
                  value: "cancel",
                  label: t("settings.pending.cancel"),
                  description: t("settings.pending.cancelHint"),
                },
              ]}
            />
          ) : (
            <p>{t("settings.pending.none")}</p>
          )}
          {moves && loses ? <p className="text-retry-ink">{t("settings.moves")}</p> : null}
        </div>
      ) : null}
    </SectionForm>
  );
}

export function NameSection({ endpoint }: Props) {
  const t = useTranslations("endpoints");
  const { mutateAsync } = useEndpointChange(endpoint.id);
  const section = useSection({
    stored: { name: endpoint.name ?? "", description: endpoint.description },
    save: ({ name, description }) => mutateAsync({ name: name.trim() || null, description: description.trim() }),
  });
  return (
    <SectionForm id="name" title={t("name.label")} called={t("settings.nameCalled")} {...section}>
      <Field label={t("name.label")} optional error={section.errors.name} hint={t("name.hint")}>
        <Input
          autoComplete="off"
          maxLength={128}
          value={section.value.name}
          onChange={(event) => section.change({ name: event.target.value })}
        />
      </Field>
      <Field label={t("description")} optional error={section.errors.description}>
        <Textarea
          rows={2}
          maxLength={4096}
          value={section.value.description}
          onChange={(event) => section.change({ description: event.target.value })}
        />
      </Field>
    </SectionForm>
  );
}

export function EventsSection({ endpoint, eventTypeCount }: Props & { eventTypeCount: number | undefined }) {
  const t = useTranslations("endpoints");
  const { mutateAsync } = useEndpointChange(endpoint.id);
  const section = useSection({
    stored: {
      everything: endpoint.eventTypes === null,
      eventTypes: endpoint.eventTypes ?? [],
      channels: endpoint.channels?.join(", ") ?? "",
    },
    mistakes: ({ everything, eventTypes }) => mistakesOf({ ...FINE, everything, eventTypes }, t),
    save: ({ everything, eventTypes, channels }) =>
      mutateAsync({ eventTypes: everything ? null : eventTypes, channels: channelsOf(channels) }),
  });
  return (
    <SectionForm
      id="events"
      title={t("settings.events")}
      called={t("settings.eventsCalled")}
      description={t("settings.eventsHint")}
      {...section}
    >
      <EventsField
        everything={section.value.everything}
        eventTypes={section.value.eventTypes}
        onChange={section.change}
        count={eventTypeCount}
        error={section.errors.eventTypes}
      />
      <ChannelsField
        value={section.value.channels}
        onChange={(channels) => section.change({ channels })}
        error={section.errors.channels}
      />
    </SectionForm>
  );
}
