"use client";

import { useQuery } from "@tanstack/react-query";
import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { StaffAccess } from "@/components/console/staff-access.tsx";
import { ExplorerHistogram } from "@/components/deliveries/explorer-histogram.tsx";
import { deliveryQuery } from "@/components/deliveries/queries.ts";
import { explorerParams, NO_FILTER } from "@/components/deliveries/search-params.ts";
import { GroupActions } from "@/components/failures/group-actions.tsx";
import { GroupExample } from "@/components/failures/group-example.tsx";
import { causeWords, GroupGlyph, GroupState, undeliveredText } from "@/components/failures/group-state.tsx";
import { GroupTimeline } from "@/components/failures/group-timeline.tsx";
import { groupQuery } from "@/components/failures/queries.ts";
import { useExample } from "@/components/failures/use-example.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { FailureGroupDetailOut } from "@/lib/contract/failure-group.ts";

/** One cause of one endpoint: how bad, since when, an example, what may explain it, and what to do. */
export function GroupPage({ groupId }: { groupId: string }) {
  const group = useQuery(groupQuery(groupId));
  if (!group.data)
    return group.error ? <QueryError title="We could not load this failure." query={group} /> : <SkeletonRows />;
  const { applicationId, applicationName } = group.data;
  return (
    <StaffAccess application={{ id: applicationId, name: applicationName }}>
      <Loaded group={group.data} />
    </StaffAccess>
  );
}

function Loaded({ group }: { group: FailureGroupDetailOut }) {
  const { id, applicationId } = group;
  const forbidden = useForbidden("listFailureExamples");
  const example = useExample(id);
  const delivery = useQuery({
    ...deliveryQuery(EVERY_APPLICATION, applicationId, example.shown ?? ""),
    enabled: example.shown !== null && forbidden === undefined,
  }).data;
  const isSame = delivery?.diagnosis?.cause === group.cause;
  const isZoomed = example.window.from !== null || example.window.to !== null;
  return (
    <div className="mx-(--page-margin) grid max-w-[1080px] grid-cols-[minmax(0,1fr)] gap-6">
      <div className="grid gap-3">
        <h1 className="flex items-center gap-2 text-page">
          <GroupGlyph group={group} />
          {causeWords(group)}
        </h1>
        <Sentence group={group} />
      </div>
      <GroupActions group={group} why={isSame ? (delivery?.diagnosis ?? null) : null} />
      <Facts group={group} />
      <section aria-label="Deliveries of the endpoint over time">
        <ExplorerHistogram
          scope={{ ...EVERY_APPLICATION, applicationId, endpointId: group.endpointId }}
          state={{ ...NO_FILTER, q: "", range: explorerParams.range.empty, ...example.window }}
          onZoom={example.setWindow}
          onReset={() => example.setWindow({ from: null, to: null })}
        />
        {isZoomed ? (
          <Button size="small" onClick={() => example.setWindow({ from: null, to: null })}>
            Show 24 hours again
          </Button>
        ) : null}
      </section>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_340px]">
        <section aria-labelledby="example">
          <h2 id="example" className="mb-2 text-lead">
            Example
          </h2>
          {forbidden ? (
            <p className="border-line border-t py-4 text-body text-ink-2">{forbidden}</p>
          ) : (
            <GroupExample applicationId={applicationId} example={example} />
          )}
        </section>
        <section aria-labelledby="happened">
          <h2 id="happened" className="mb-2 text-lead">
            What happened
          </h2>
          <GroupTimeline groupId={id} />
        </section>
      </div>
    </div>
  );
}

function Sentence({ group }: { group: FailureGroupDetailOut }) {
  const { undelivered, failedCount, state } = group;
  return (
    <StatusSentence>
      <Figure>{formatQuantity(failedCount, "delivery", "deliveries")}</Figure> to {group.endpointName} failed
      {state === "resolved" ? "" : " so far"}.{" "}
      {undelivered === 0 ? (
        <>Every message has been delivered since.</>
      ) : (
        <>
          <Figure>{undeliveredText(group, formatCount)}</Figure> {undelivered === 1 ? "message is" : "messages are"}{" "}
          still undelivered.
        </>
      )}
    </StatusSentence>
  );
}

function Facts({ group }: { group: FailureGroupDetailOut }) {
  const application = `/console/applications/${group.applicationId}`;
  return (
    <KeyValueList>
      <KeyValue label="State">
        <GroupState group={group} />
      </KeyValue>
      <KeyValue label="Customer">
        <TextLink prefetch={false} href={application}>
          {group.applicationName}
        </TextLink>
      </KeyValue>
      <KeyValue label="Endpoint">
        <TextLink prefetch={false} href={`${application}/endpoints/${group.endpointId}`}>
          {group.endpointName}
        </TextLink>
        {group.endpointState === "on" ? "" : group.endpointState === "off" ? " · turned off" : " · paused"}
      </KeyValue>
      <KeyValue label="URL">
        <CopyText value={group.endpointUrl} label="Copy URL" />
      </KeyValue>
      <KeyValue label="First seen">
        <Time at={group.firstSeenAt} show="moment" />
      </KeyValue>
      <KeyValue label="Last seen">
        <Time at={group.lastSeenAt} show="moment" />
      </KeyValue>
    </KeyValueList>
  );
}
