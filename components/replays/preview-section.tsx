"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { deliveryPath } from "@/components/deliveries/paths.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { secondsFor } from "@/components/replays/speed.ts";
import { useEndpointNames } from "@/components/replays/use-endpoint-names.ts";
import type { NewReplay } from "@/components/replays/use-new-replay.ts";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { ProgressLine } from "@/components/ui/progress-line.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { ReplayPreviewOut } from "@/lib/contract/replay.ts";

type PreviewSectionProps = { replay: NewReplay; retentionDays: number | undefined };

/** What would be sent at this moment: counted anew with every change, before anything is. */
export function PreviewSection({ replay, retentionDays }: PreviewSectionProps) {
  const t = useTranslations("replays");
  const { preview } = replay;
  const isStale = preview.isPlaceholderData || (preview.isFetching && !preview.data);
  return (
    <section aria-labelledby="preview" aria-busy={isStale || undefined}>
      <h2 id="preview" className="text-lead">
        {t("preview.heading")}
      </h2>
      <ProgressLine active={preview.isFetching} label={t("preview.counting")} />
      <div className={isStale ? "mt-2 opacity-60" : "mt-2"}>
        {preview.error && !preview.isFetching ? (
          <QueryError title={t("preview.error")} query={preview} />
        ) : preview.data ? (
          <Counted replay={replay} counted={preview.data} retentionDays={retentionDays} />
        ) : (
          <Skeleton className="h-7 w-96 max-w-full" />
        )}
      </div>
    </section>
  );
}

type CountedProps = { replay: NewReplay; counted: ReplayPreviewOut; retentionDays: number | undefined };

function Counted({ replay, counted, retentionDays }: CountedProps) {
  const t = useTranslations("replays");
  const names = useEndpointNames();
  if (counted.deliveries === 0 && counted.exact)
    return <Nothing replay={replay} counted={counted} days={retentionDays} />;
  return (
    <div className="grid grid-cols-1 gap-6">
      <div role="status">
        <CountSentence replay={replay} counted={counted} />
        <Estimate replay={replay} counted={counted} />
        <LeftOut counted={counted} />
      </div>
      <div className="grid gap-x-12 gap-y-6 md:grid-cols-2">
        <Shares
          title={t("preview.byType")}
          rows={counted.byEventType.map(({ eventType, count }) => [eventType, count])}
          machine
        />
        {counted.byEndpoint.length > 1 ? (
          <Shares
            title={t("preview.byEndpoint")}
            rows={counted.byEndpoint.map(({ endpointId, count }) => [names.get(endpointId) ?? endpointId, count])}
          />
        ) : null}
        <Samples samples={counted.samples} />
      </div>
    </div>
  );
}

function CountSentence({ replay, counted }: Pick<CountedProps, "replay" | "counted">) {
  const t = useTranslations("replays");
  const format = useFormat();
  const b = (chunks: ReactNode) => <Figure>{chunks}</Figure>;
  const oldest = counted.oldest ? format.moment(Date.parse(counted.oldest), replay.nowMs ?? 0, "minute") : "–";
  const { deliveries: count, messages, byEventType } = counted;
  return (
    <StatusSentence>
      {counted.exact
        ? t.rich("preview.count", { b, count, messages, types: byEventType.length, oldest })
        : t.rich("preview.atLeast", { b, count, oldest })}
    </StatusSentence>
  );
}

function Estimate({ replay: { rate, limit }, counted }: Pick<CountedProps, "replay" | "counted">) {
  const t = useTranslations("replays");
  const format = useFormat();
  const seconds = secondsFor(counted.deliveries, { rate, limit });
  const slower = Math.min(rate ?? Number.POSITIVE_INFINITY, limit ?? Number.POSITIVE_INFINITY);
  return (
    <p className="mt-1 text-body text-ink-2" data-num>
      {seconds === null
        ? t("preview.estimateFast")
        : t("preview.estimate", { span: format.span(seconds * 1000), rate: Math.round(slower * 10) / 10 })}
    </p>
  );
}

function LeftOut({ counted }: Pick<CountedProps, "counted">) {
  const t = useTranslations("replays");
  if (counted.expunged === 0) return null;
  return <p className="mt-1 text-body text-ink-2">{t("preview.expunged", { count: counted.expunged })}</p>;
}

function Nothing({
  replay,
  counted,
  days,
}: {
  replay: NewReplay;
  counted: ReplayPreviewOut;
  days: number | undefined;
}) {
  const t = useTranslations("replays");
  const { what, params, setParams } = replay;
  const isPlain = !params.again && params.type === null && params.code === null && params.cause === null;
  const key = isPlain && what === "failed" ? "noneFailed" : isPlain && what === "missing" ? "noneMissing" : "none";
  const mayLookFurther = !params.again && params.range !== "30d";
  return (
    <div role="status">
      <Empty
        title={t(`preview.${key}`)}
        action={
          mayLookFurther ? (
            <Button onClick={() => setParams({ since: null, from: null, to: null, range: "30d" })}>
              {t("preview.longer")}
            </Button>
          ) : null
        }
      >
        {counted.expunged > 0 ? <LeftOut counted={counted} /> : t("preview.noneHint")}
        {days === undefined ? null : <p className="mt-1">{t("preview.retention", { days })}</p>}
      </Empty>
    </div>
  );
}

const MOST_GROUPS = 50;

function Shares({ title, rows, machine }: { title: string; rows: [string, number][]; machine?: boolean }) {
  const t = useTranslations("replays");
  const format = useFormat();
  const most = Math.max(1, ...rows.map(([, count]) => count));
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-dense font-firm">{title}</h3>
      <ul className="max-h-80 overflow-y-auto">
        {rows.map(([name, count]) => (
          <li
            key={name}
            className="grid grid-cols-[minmax(0,1fr)_5rem_3.5rem] items-center gap-3 border-line border-t py-1 text-dense"
          >
            <span className={machine ? "truncate text-mono" : "truncate"} title={name}>
              {name}
            </span>
            <span aria-hidden="true" className="h-1.5">
              <span
                data-bar
                className="block h-full rounded-mark bg-fail-mark"
                style={{ width: `max(2px, ${(count / most) * 100}%)` }}
              />
            </span>
            <span className="text-end text-ink-2" data-num>
              <span aria-hidden="true">{format.count(count)}</span>
              <span className="sr-only">{t("preview.share", { count })}</span>
            </span>
          </li>
        ))}
      </ul>
      {rows.length >= MOST_GROUPS ? <p className="mt-1 text-meta text-ink-3">{t("preview.others")}</p> : null}
    </div>
  );
}

function Samples({ samples }: Pick<ReplayPreviewOut, "samples">) {
  const t = useTranslations("replays");
  const access = useAccess();
  if (samples.length === 0) return null;
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-dense font-firm">{t("preview.samples")}</h3>
      <ul>
        {samples.map(({ messageId, deliveryId, endpointId, eventType }) => (
          <li
            key={`${messageId} ${endpointId}`}
            className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-baseline gap-3 border-line border-t py-1 text-mono"
          >
            <span className="truncate">{eventType}</span>
            {deliveryId ? (
              <TextLink
                href={deliveryPath(access, { id: deliveryId, applicationId: access.applicationId })}
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
    </div>
  );
}
