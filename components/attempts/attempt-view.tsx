"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { RequestTab } from "@/components/attempts/request-tab.tsx";
import { ResponseTab } from "@/components/attempts/response-tab.tsx";
import { attemptQuery } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { DetailTab } from "@/components/deliveries/search-params.ts";
import { TABS } from "@/components/deliveries/search-params.ts";
import type { DetailView } from "@/components/deliveries/use-detail-view.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { TriggerGlyph } from "@/components/ui/glyph.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { TabPanel, Tabs } from "@/components/ui/tabs.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";
import type { AttemptDetailOut, AttemptOut } from "@/lib/contract/delivery-attempt.ts";

// What most readers never open comes when it is opened.
const AttemptDiff = dynamic(async () => (await import("@/components/attempts/attempt-diff.tsx")).AttemptDiff);
const ExampleDiff = dynamic(async () => (await import("@/components/attempts/example-diff.tsx")).ExampleDiff);
const TimingTab = dynamic(async () => (await import("@/components/attempts/timing-tab.tsx")).TimingTab);
const RawTab = dynamic(async () => (await import("@/components/attempts/raw-tab.tsx")).RawTab);

type AttemptViewProps = {
  scope: DeliveryScope;
  delivery: Pick<DeliveryDetailOut, "id" | "applicationId" | "eventType" | "attempts">;
  attempt: AttemptOut;
  view: Pick<DetailView, "tab" | "setTab" | "compared" | "compareWith">;
};

/** One try, from four sides, and beside another one. */
export function AttemptView({ scope, delivery, attempt, view }: AttemptViewProps) {
  const t = useTranslations("attempts");
  const { tab, setTab } = view;
  const query = useQuery(attemptQuery(scope, delivery.applicationId, delivery.id, attempt.id));
  const { data } = query;
  const firstAt = delivery.attempts[0]?.startedAt ?? attempt.startedAt;
  const others = delivery.attempts.filter(({ id }) => id !== attempt.id);
  const compared = tab === "request" || tab === "response" ? view.compared : undefined;
  return (
    <section aria-label={t("view.try", { number: attempt.number })}>
      <div className="flex flex-wrap items-center gap-x-2 pb-1 text-dense text-ink-2">
        <h2 className="font-firm text-ink">{t("view.try", { number: attempt.number })}</h2>
        <Time
          at={attempt.startedAt}
          show="moment"
          precision="millisecond"
          after={attempt.startedAt === firstAt ? undefined : firstAt}
        />
        {attempt.trigger === "scheduled" ? null : (
          <span className="inline-flex items-center gap-1">
            <TriggerGlyph trigger={attempt.trigger} className="size-3.5" />
            {attempt.trigger === "test"
              ? t("view.test")
              : attempt.actor
                ? t("view.replayedBy", { actor: attempt.actor })
                : t("view.replayed")}
          </span>
        )}
        {attempt.batchSize === null ? null : (
          <span>
            {t.rich("view.batch", {
              count: attempt.batchSize - 1,
              link: (chunks) => (
                <button
                  type="button"
                  onClick={() => setTab("request")}
                  className="rounded-mark underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11"
                >
                  {chunks}
                </button>
              ),
            })}
          </span>
        )}
        {attempt.late ? <span>{t("view.late")}</span> : null}
      </div>
      <Tabs
        label={t("view.try", { number: attempt.number })}
        id="try"
        tabs={TABS.map((id, index) => ({ id, label: t(`tab.${id}`), shortcut: String(index + 1) }))}
        value={tab}
        onChange={(id) => setTab(TABS.find((one) => one === id) ?? "response")}
      />
      <TabPanel id="try" tab={tab}>
        {data ? (
          <>
            {others.length > 0 && (tab === "request" || tab === "response") ? (
              <CompareChoice others={others} compared={view.compared} onCompare={view.compareWith} />
            ) : null}
            {compared && (tab === "request" || tab === "response") ? (
              <AttemptDiff scope={scope} delivery={delivery} side={tab} attempt={data} other={compared} />
            ) : (
              <Side tab={tab} scope={scope} eventType={delivery.eventType} attempt={data} />
            )}
          </>
        ) : query.error ? (
          <QueryError title={t("view.loadError")} query={query} />
        ) : (
          <div className="grid gap-3 py-2">
            <Skeleton className="w-40" />
            <Skeleton className="h-24" />
          </div>
        )}
      </TabPanel>
    </section>
  );
}

type SideProps = { tab: DetailTab; scope: DeliveryScope; eventType: string; attempt: AttemptDetailOut };

function Side({ tab, scope, eventType, attempt }: SideProps) {
  const { body } = attempt.request;
  switch (tab) {
    case "response":
      return <ResponseTab attempt={attempt} />;
    case "request":
      return (
        <RequestTab attempt={attempt}>
          {body === null ? null : <ExampleDiff scope={scope} eventType={eventType} body={body} />}
        </RequestTab>
      );
    case "timing":
      return <TimingTab attempt={attempt} />;
    case "raw":
      return <RawTab attempt={attempt} />;
  }
}

type CompareChoiceProps = {
  others: AttemptOut[];
  compared: AttemptOut | undefined;
  onCompare: (number: number | null) => void;
};

function CompareChoice({ others, compared, onCompare }: CompareChoiceProps) {
  const t = useTranslations("attempts.view");
  const id = useId();
  const options = others.map(({ number }) => ({ value: String(number), label: t("try", { number }) }));
  return (
    <div className="flex items-center justify-end gap-2 pb-2 text-meta text-ink-2">
      <label htmlFor={id}>{t("compare")}</label>
      <Select
        id={id}
        options={[{ value: "", label: t("nothing") }, ...options]}
        value={compared ? String(compared.number) : ""}
        onChange={({ target }) => onCompare(target.value === "" ? null : Number(target.value))}
        className="max-w-32"
      />
    </div>
  );
}
