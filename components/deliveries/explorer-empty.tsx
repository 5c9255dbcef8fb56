"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { soughtProblem, WindowWords } from "@/components/deliveries/explorer-sentence.tsx";
import { anyDeliveryQuery, summaryQuery } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { isNarrowed } from "@/components/deliveries/search-params.ts";
import { messagePath } from "@/components/messages/paths.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { Time } from "@/components/ui/time.tsx";

type ExplorerEmptyProps = {
  scope: DeliveryScope;
  state: ExplorerState;
  /** Text was looked for in payloads no older than this. */
  searchedSince: string | null;
  onClear: () => void;
  onWiden: () => void;
  /** Looks through older deliveries; null when all were. */
  onFurther: (() => void) | null;
  searching: boolean;
};

const DAY_MS = 86_400_000;

/** Nothing to show has five meanings, and each has its own words. */
export function ExplorerEmpty({ scope, state, searchedSince, onClear, onWiden, ...further }: ExplorerEmptyProps) {
  const one = { ...scope, applicationId: scope.applicationId ?? "" };
  const any = useQuery(anyDeliveryQuery(scope));
  const summary = useQuery({ ...summaryQuery(one), enabled: scope.applicationId !== null });
  const retentionDays = summary.data?.retentionDays;

  if (any.data === false) return <NeverAny scope={scope} endpointCount={summary.data?.endpointCount} />;

  if (further.onFurther) {
    return (
      <Empty
        title="None of the newest matches."
        action={
          <>
            <Button pending={further.searching} onClick={further.onFurther}>
              Search further back
            </Button>
            <Button variant="quiet" onClick={onClear}>
              Clear the filter
            </Button>
          </>
        }
      >
        Many deliveries were looked through. There are older ones in this time.
      </Empty>
    );
  }

  // Read while the page is on screen only: the query is what makes this branch possible.
  const oldestMs = retentionDays === undefined ? null : summary.dataUpdatedAt - retentionDays * DAY_MS;
  if (oldestMs !== null && retentionDays && state.to !== null && Date.parse(state.to) < oldestMs) {
    return (
      <Empty
        title={`Deliveries are kept ${formatQuantity(retentionDays, "day", "days")}.`}
        action={<Button onClick={onWiden}>Last 7 days</Button>}
      >
        The oldest date that can still be looked at is <Time at={new Date(oldestMs).toISOString()} show="day" />.
      </Empty>
    );
  }

  const isWidest = state.from === null && state.to === null && (state.range === "7d" || state.range === "30d");
  const widen = isWidest ? null : <Button onClick={onWiden}>Last 7 days</Button>;
  if (soughtProblem(state)) {
    return (
      <Empty
        title="Every delivery was accepted or is on its way."
        action={
          <>
            {widen}
            <Button variant="quiet" onClick={onClear}>
              Show all deliveries
            </Button>
          </>
        }
      />
    );
  }
  return (
    <Empty
      title={isNarrowed(state) ? "No delivery matches." : "No deliveries in this time."}
      action={
        <>
          {widen}
          {isNarrowed(state) ? <Button onClick={onClear}>Clear the filter</Button> : null}
          {scope.surface === "portal" ? <LookUp applicationId={one.applicationId} text={state.q} /> : null}
        </>
      }
    >
      {isNarrowed(state) ? (
        <>
          Nothing <WindowWords state={state} /> has all of these. Take a part of the filter away, or look further back.
        </>
      ) : (
        "There were some before. Look further back."
      )}
      {searchedSince ? (
        <p>
          Payloads were searched back to <Time at={searchedSince} show="moment" />; ids are found whatever their age.
        </p>
      ) : null}
    </Empty>
  );
}

/** An event that no endpoint got has no delivery: its message still says why. */
function LookUp({ applicationId, text }: { applicationId: string; text: string }) {
  const t = useTranslations("messages.find");
  const isId = /^[\w.-]{1,256}$/.test(text);
  return (
    <ButtonLink variant="quiet" href={messagePath(applicationId, isId ? text : undefined)}>
      {t("notHere")}
    </ButtonLink>
  );
}

/** Turns into rows by itself when the first delivery is made. */
function NeverAny({ scope, endpointCount }: { scope: DeliveryScope; endpointCount: number | undefined }) {
  const endpoints = `/portal/${scope.applicationId}/endpoints`;
  const isPortal = scope.surface === "portal";
  return (
    <Empty
      title="No deliveries yet."
      action={
        isPortal && endpointCount !== undefined ? (
          endpointCount === 0 ? (
            <ButtonLink variant="primary" href={`${endpoints}/new`}>
              Add an endpoint
            </ButtonLink>
          ) : (
            <ButtonLink variant="primary" href={endpoints}>
              Send a test from an endpoint
            </ButtonLink>
          )
        ) : null
      }
    >
      <p>
        Each event that is sent to an endpoint becomes a line here, with what was sent and what your server answered.
      </p>
      <p role="status" className="mt-3 flex items-center gap-2 text-wait-ink">
        <StateGlyph state="sending" className="text-wait-mark" />
        Waiting for the first event…
      </p>
    </Empty>
  );
}
