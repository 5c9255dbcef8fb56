"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { soughtProblem } from "@/components/deliveries/explorer-sentence.tsx";
import { anyDeliveryQuery, summaryQuery } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { isNarrowed } from "@/components/deliveries/search-params.ts";
import { useWindowWords } from "@/components/deliveries/use-window-words.ts";
import { messagePath } from "@/components/messages/paths.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
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
  const t = useTranslations("deliveries.empty");
  const window = useWindowWords(state);
  const any = useQuery(anyDeliveryQuery(scope));
  const summary = useQuery({ ...summaryQuery(one), enabled: scope.applicationId !== null });
  const retentionDays = summary.data?.retentionDays;

  if (any.data === false) return <NeverAny scope={scope} endpointCount={summary.data?.endpointCount} />;

  if (further.onFurther) {
    return (
      <Empty
        title={t("further")}
        action={
          <>
            <Button pending={further.searching} onClick={further.onFurther}>
              {t("searchFurther")}
            </Button>
            <Button variant="quiet" onClick={onClear}>
              {t("clearFilter")}
            </Button>
          </>
        }
      >
        {t("furtherText")}
      </Empty>
    );
  }

  // Read while the page is on screen only: the query is what makes this branch possible.
  const oldestMs = retentionDays === undefined ? null : summary.dataUpdatedAt - retentionDays * DAY_MS;
  if (oldestMs !== null && retentionDays && state.to !== null && Date.parse(state.to) < oldestMs) {
    return (
      <Empty title={t("kept", { days: retentionDays })} action={<Button onClick={onWiden}>{t("last7Days")}</Button>}>
        {t.rich("oldest", { time: () => <Time at={new Date(oldestMs).toISOString()} show="day" /> })}
      </Empty>
    );
  }

  const isWidest = state.from === null && state.to === null && (state.range === "7d" || state.range === "30d");
  const widen = isWidest ? null : <Button onClick={onWiden}>{t("last7Days")}</Button>;
  if (soughtProblem(state)) {
    return (
      <Empty
        title={t("allWell")}
        action={
          <>
            {widen}
            <Button variant="quiet" onClick={onClear}>
              {t("showAll")}
            </Button>
          </>
        }
      />
    );
  }
  return (
    <Empty
      title={isNarrowed(state) ? t("noMatch") : t("noneInTime")}
      action={
        <>
          {widen}
          {isNarrowed(state) ? <Button onClick={onClear}>{t("clearFilter")}</Button> : null}
          {scope.surface === "portal" ? <LookUp applicationId={one.applicationId} text={state.q} /> : null}
        </>
      }
    >
      {isNarrowed(state) ? t("noMatchText", { window }) : t("noneInTimeText")}
      {searchedSince ? (
        <p>{t.rich("searchedSince", { time: () => <Time at={searchedSince} show="moment" /> })}</p>
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
  const t = useTranslations("deliveries.empty");
  const endpoints = `/portal/${scope.applicationId}/endpoints`;
  const isPortal = scope.surface === "portal";
  return (
    <Empty
      title={t("never")}
      action={
        isPortal && endpointCount !== undefined ? (
          endpointCount === 0 ? (
            <ButtonLink variant="primary" href={`${endpoints}/new`}>
              {t("addEndpoint")}
            </ButtonLink>
          ) : (
            <ButtonLink variant="primary" href={endpoints}>
              {t("sendTest")}
            </ButtonLink>
          )
        ) : null
      }
    >
      <p>{t("neverText")}</p>
      <p role="status" className="mt-3 flex items-center gap-2 text-wait-ink">
        <StateGlyph state="sending" className="text-wait-mark" />
        {t("waiting")}
      </p>
    </Empty>
  );
}
