"use client";

import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { deliveryPath } from "@/components/deliveries/paths.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { rateOf } from "@/components/replays/fleet/fleet-wish.ts";
import { ShareList } from "@/components/replays/fleet/share-list.tsx";
import type { NewFleetReplay } from "@/components/replays/fleet/use-new-fleet-replay.ts";
import { secondsFor } from "@/components/replays/speed.ts";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetReplayPreviewOut } from "@/lib/contract/fleet-replay.ts";

type Props = { replay: NewFleetReplay; counted: FleetReplayPreviewOut };

/** What would be sent at this moment: counted anew with every change, before anything is. */
export function FleetPreview({ replay }: { replay: NewFleetReplay }) {
  const { preview } = replay;
  const isStale = preview.isPlaceholderData || (preview.isFetching && !preview.data);
  return (
    <section aria-labelledby="preview" aria-busy={isStale || undefined}>
      <h2 id="preview" className="text-lead">
        Preview
      </h2>
      <ProgressLine active={preview.isFetching} label="Counting" />
      <div className={isStale ? "mt-2 opacity-60" : "mt-2"}>
        {preview.error && !preview.isFetching ? (
          <QueryError title="We could not count the deliveries." query={preview} />
        ) : preview.data ? (
          <Counted replay={replay} counted={preview.data} />
        ) : (
          <Skeleton className="h-7 w-96 max-w-full" />
        )}
      </div>
    </section>
  );
}

function Counted({ replay, counted }: Props) {
  if (counted.deliveries === 0 && counted.exact) {
    return (
      <div role="status">
        <Empty title="Nothing matches.">
          <LeftOut counted={counted} />
          Choose a longer time, more customers, or something else than what failed.
        </Empty>
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1 gap-6">
      <div role="status">
        <Sentence replay={replay} counted={counted} />
        <Estimate replay={replay} counted={counted} />
        <LeftOut counted={counted} />
      </div>
      <div className="grid gap-x-12 gap-y-6 md:grid-cols-2">
        <Places replay={replay} counted={counted} />
        <ShareList
          title="By event type"
          machine
          rows={counted.byEventType.map(({ eventType, count }) => ({
            id: eventType,
            name: eventType,
            title: eventType,
            count,
          }))}
        />
        <Samples counted={counted} />
      </div>
    </div>
  );
}

function Sentence({ replay, counted }: Props) {
  const format = useFormat();
  const { deliveries, messages, customers, exact, oldest } = counted;
  const since = oldest ? format.moment(Date.parse(oldest), replay.nowMs ?? 0, "minute") : null;
  return (
    <StatusSentence>
      <Figure>
        {exact ? "" : "At least "}
        {format.count(deliveries)} {deliveries === 1 ? "delivery" : "deliveries"}
      </Figure>{" "}
      of{" "}
      <Figure>
        {format.count(customers)} {customers === 1 ? "customer" : "customers"}
      </Figure>
      , {format.count(messages)} {messages === 1 ? "message" : "messages"}
      {since ? `, the oldest of ${since}` : ""}.
    </StatusSentence>
  );
}

/** Endpoints are sent to side by side: the one with the most decides. */
function Estimate({ replay, counted }: Props) {
  const format = useFormat();
  const rate = rateOf(replay.params);
  const seconds = secondsFor(counted.byEndpoint[0]?.count ?? 0, { rate, limit: null });
  return (
    <p className="mt-1 text-body text-ink-2" data-num>
      {seconds === null
        ? null
        : `About ${format.span(Math.max(1, seconds) * 1000)} at ${rate} a second to each endpoint.`}
      {counted.exact
        ? null
        : " There is more than could be counted in a few seconds: it is counted once the scope is fixed, before anything is sent."}
    </p>
  );
}

function LeftOut({ counted }: Pick<Props, "counted">) {
  const format = useFormat();
  const parts = [
    counted.turnedOff > 0 && `${format.count(counted.turnedOff)} whose endpoint is turned off`,
    counted.expunged > 0 && `${format.count(counted.expunged)} whose payload is no longer kept`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return null;
  return <p className="mt-1 text-body text-ink-2">Left out: {parts.join(", ")}.</p>;
}

/** Customers and endpoints, each of which can be left out. */
function Places({ replay: { params, setParams }, counted }: Props) {
  const without = (field: "app" | "endpoint", id: string) => () =>
    setParams({ [field]: [...(params[field] ?? []).filter((one) => one !== id), `!${id}`] });
  const leaveOut = (field: "app" | "endpoint", id: string, name: string) => (
    <Button size="small" variant="quiet" aria-label={`Leave out ${name}`} onClick={without(field, id)}>
      Leave out
    </Button>
  );
  const names = new Map(counted.byApplication.map(({ applicationId, name }) => [applicationId, name]));
  return (
    <>
      <ShareList
        title="By customer"
        rows={counted.byApplication.map(({ applicationId, name, count }) => ({
          id: applicationId,
          name: <TextLink href={`/console/applications/${applicationId}`}>{name}</TextLink>,
          title: name,
          count,
          action: leaveOut("app", applicationId, name),
        }))}
      />
      <ShareList
        title="By endpoint"
        rows={counted.byEndpoint.map(({ endpointId, applicationId, name, count }) => ({
          id: endpointId,
          name: (
            <>
              {name} <span className="text-ink-3">{names.get(applicationId)}</span>
            </>
          ),
          title: `${name}, ${names.get(applicationId) ?? ""}`,
          count,
          action: leaveOut("endpoint", endpointId, name),
        }))}
      />
    </>
  );
}

function Samples({ counted: { samples } }: Pick<Props, "counted">) {
  if (samples.length === 0) return null;
  return (
    <section aria-label="The oldest" className="min-w-0">
      <h3 className="mb-1 text-dense font-firm">The oldest</h3>
      <ul>
        {samples.map(({ messageId, deliveryId, endpointId, eventType }) => (
          <li
            key={`${messageId} ${endpointId}`}
            className="grid min-h-8 grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-3 border-line border-t py-1 text-mono"
          >
            <span className="truncate">{eventType}</span>
            {deliveryId ? (
              <TextLink
                href={deliveryPath(EVERY_APPLICATION, { id: deliveryId, applicationId: "" })}
                className="truncate"
              >
                {messageId}
              </TextLink>
            ) : (
              <span className="truncate text-ink-2">{messageId}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
