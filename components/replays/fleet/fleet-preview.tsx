"use client";

import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { deliveryPath } from "@/components/deliveries/paths.ts";
import { rateOf } from "@/components/replays/fleet/fleet-wish.ts";
import type { NewFleetReplay } from "@/components/replays/fleet/use-new-fleet-replay.ts";
import { PreviewFrame } from "@/components/replays/preview-frame.tsx";
import { SampleList } from "@/components/replays/sample-list.tsx";
import { MOST_SHARES, ShareList } from "@/components/replays/share-list.tsx";
import { secondsFor } from "@/components/replays/speed.ts";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetReplayPreviewOut } from "@/lib/contract/fleet-replay.ts";

const MORE = `The ${MOST_SHARES} with the most.`;

type Props = { replay: NewFleetReplay; counted: FleetReplayPreviewOut };

export function FleetPreview({ replay }: { replay: NewFleetReplay }) {
  return (
    <PreviewFrame
      title="Preview"
      counting="Counting"
      failed="We could not count the deliveries."
      preview={replay.preview}
    >
      {(counted) => <Counted replay={replay} counted={counted} />}
    </PreviewFrame>
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
          more={MORE}
          machine
          rows={counted.byEventType.map(({ eventType, count }) => ({
            id: eventType,
            name: eventType,
            title: eventType,
            count,
          }))}
        />
        <SampleList
          title="The oldest"
          samples={counted.samples}
          pathOf={(id) => deliveryPath(EVERY_APPLICATION, { id, applicationId: "" })}
        />
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
        more={MORE}
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
        more={MORE}
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
