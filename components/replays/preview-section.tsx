"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { deliveryPath } from "@/components/deliveries/paths.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { PreviewFrame } from "@/components/replays/preview-frame.tsx";
import { SampleList } from "@/components/replays/sample-list.tsx";
import { ShareList } from "@/components/replays/share-list.tsx";
import { secondsFor } from "@/components/replays/speed.ts";
import { useEndpointNames } from "@/components/replays/use-endpoint-names.ts";
import type { NewReplay } from "@/components/replays/use-new-replay.ts";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { ReplayPreviewOut } from "@/lib/contract/replay.ts";

type PreviewSectionProps = { replay: NewReplay; retentionDays: number | undefined };

export function PreviewSection({ replay, retentionDays }: PreviewSectionProps) {
  const t = useTranslations("replays");
  return (
    <PreviewFrame
      title={t("preview.heading")}
      counting={t("preview.counting")}
      failed={t("preview.error")}
      preview={replay.preview}
    >
      {(counted) => <Counted replay={replay} counted={counted} retentionDays={retentionDays} />}
    </PreviewFrame>
  );
}

type CountedProps = { replay: NewReplay; counted: ReplayPreviewOut; retentionDays: number | undefined };

function Counted({ replay, counted, retentionDays }: CountedProps) {
  const t = useTranslations("replays");
  const access = useAccess();
  const names = useEndpointNames();
  if (counted.deliveries === 0 && counted.exact)
    return <Nothing replay={replay} counted={counted} days={retentionDays} />;
  const words = { spoken: (count: number) => t("preview.share", { count }), more: t("preview.others") };
  const row = (id: string, name: string, count: number) => ({ id, name, title: name, count });
  return (
    <div className="grid grid-cols-1 gap-6">
      <div role="status">
        <CountSentence replay={replay} counted={counted} />
        <Estimate replay={replay} counted={counted} />
        <LeftOut counted={counted} />
      </div>
      <div className="grid gap-x-12 gap-y-6 md:grid-cols-2">
        <ShareList
          title={t("preview.byType")}
          rows={counted.byEventType.map(({ eventType, count }) => row(eventType, eventType, count))}
          machine
          {...words}
        />
        {counted.byEndpoint.length > 1 ? (
          <ShareList
            title={t("preview.byEndpoint")}
            rows={counted.byEndpoint.map(({ endpointId, count }) =>
              row(endpointId, names.get(endpointId) ?? endpointId, count),
            )}
            {...words}
          />
        ) : null}
        <SampleList
          title={t("preview.samples")}
          samples={counted.samples}
          pathOf={(id) => deliveryPath(access, { id, applicationId: access.applicationId })}
        />
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
