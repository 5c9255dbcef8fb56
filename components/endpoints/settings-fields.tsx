"use client";

import { cleanUrl, originOf } from "@/components/endpoints/clean-url.ts";
import { channelsOf, EMPTY_DRAFT, mistakesOf } from "@/components/endpoints/endpoint-draft.ts";
import { EventsField } from "@/components/endpoints/events-field.tsx";
import { ChannelsField } from "@/components/endpoints/more-fields.tsx";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { UrlField } from "@/components/endpoints/url-field.tsx";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { useSection } from "@/components/endpoints/use-section.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type Props = { endpoint: EndpointOut };

/** Only one field is looked at: the others of the draft are in order. */
const FINE = { ...EMPTY_DRAFT, url: "https://fine.example" };

export function UrlSection({ endpoint, hasHeaders }: Props & { hasHeaders: boolean }) {
  const { mutateAsync } = useEndpointChange(endpoint.id);
  const section = useSection({
    stored: { url: endpoint.url },
    mistakes: ({ url }) => mistakesOf({ ...FINE, url }),
    save: ({ url }) => mutateAsync({ url: cleanUrl(url) }),
  });
  const moves = section.dirty && originOf(cleanUrl(section.value.url)) !== originOf(endpoint.url);
  return (
    <SectionForm id="url" title="URL" called="the URL" {...section}>
      <UrlField
        value={section.value.url}
        onChange={(url) => section.change({ url })}
        error={section.errors.url}
        quiet={!section.dirty}
        endpointId={endpoint.id}
      />
      {section.dirty ? (
        <ul className="grid gap-1 text-dense text-ink-2">
          <li>Deliveries that are being retried go to the new URL. Past tries keep the URL that they were sent to.</li>
          {moves && hasHeaders ? (
            <li className="text-retry-ink">
              This is another server, so the custom headers and the authentication are dropped: their values were meant
              for the old one. Add them again after saving.
            </li>
          ) : null}
        </ul>
      ) : null}
    </SectionForm>
  );
}

export function NameSection({ endpoint }: Props) {
  const { mutateAsync } = useEndpointChange(endpoint.id);
  const section = useSection({
    stored: { name: endpoint.name ?? "", description: endpoint.description },
    save: ({ name, description }) => mutateAsync({ name: name.trim() || null, description: description.trim() }),
  });
  return (
    <SectionForm id="name" title="Name" called="the name" {...section}>
      <Field
        label="Name"
        optional
        error={section.errors.name}
        hint="To recognise it by; without one, it is called by its host."
      >
        <Input
          autoComplete="off"
          maxLength={128}
          value={section.value.name}
          onChange={(event) => section.change({ name: event.target.value })}
        />
      </Field>
      <Field label="Description" optional error={section.errors.description}>
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
  const { mutateAsync } = useEndpointChange(endpoint.id);
  const section = useSection({
    stored: {
      everything: endpoint.eventTypes === null,
      eventTypes: endpoint.eventTypes ?? [],
      channels: endpoint.channels?.join(", ") ?? "",
    },
    mistakes: ({ everything, eventTypes }) => mistakesOf({ ...FINE, everything, eventTypes }),
    save: ({ everything, eventTypes, channels }) =>
      mutateAsync({ eventTypes: everything ? null : eventTypes, channels: channelsOf(channels) }),
  });
  return (
    <SectionForm
      id="events"
      title="Event types"
      called="the event types"
      description="What is sent. A change counts for messages from then on."
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
