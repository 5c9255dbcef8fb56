"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { SampleSelect } from "@/components/sample-message/sample-select.tsx";
import { useSample } from "@/components/sample-message/use-sample.ts";
import type { CodePlace } from "@/components/transformation/code-editor.tsx";
import { DiffTable } from "@/components/transformation/diff-table.tsx";
import { simulationQuery } from "@/components/transformation/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure } from "@/components/ui/status-sentence.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { SimulateTransformationOut } from "@/lib/contract/transformation.ts";

type UseSimulation = {
  endpoint: EndpointOut;
  version: number | null;
  program: { code: string; variables: Record<string, string> } | null;
};

/** Runs the code on the chosen message whenever either has changed. */
export function useSimulation({ endpoint, version, program }: UseSimulation) {
  const { sample, choose } = useSample(endpoint);
  const query = useQuery(simulationQuery(useAccess(), endpoint.id, version, program, sample));
  return { sample, choose, query };
}

type PreviewProps = {
  endpoint: EndpointOut;
  simulation: ReturnType<typeof useSimulation>;
  hasHiddenValues: boolean;
  isEmpty: boolean;
  onGoTo: (place: CodePlace) => void;
};

/** What the code does with a message: the outcome in words, what differs, what it said. */
export function Preview({ endpoint, simulation, hasHiddenValues, isEmpty, onGoTo }: PreviewProps) {
  const t = useTranslations("transformation.preview");
  const { sample, choose, query } = simulation;
  return (
    <section aria-labelledby="preview" className="grid min-w-0 grid-cols-1 content-start gap-3">
      <div>
        <h2 id="preview" className="text-lead">
          {t("title")}
        </h2>
        <p className="text-meta text-ink-3">
          {t("hint")} {hasHiddenValues ? t("stored") : null}
        </p>
      </div>
      <SampleSelect endpoint={endpoint} value={sample} onChange={choose} />
      {isEmpty ? (
        <p className="text-dense text-ink-2">{t("empty")}</p>
      ) : query.error ? (
        <QueryError title={t("error")} query={query} />
      ) : query.data ? (
        <div aria-busy={query.isFetching} className={query.isPlaceholderData ? "opacity-60" : undefined}>
          <Result result={query.data} onGoTo={onGoTo} />
        </div>
      ) : (
        <SkeletonRows rows={4} label={t("running")} />
      )}
    </section>
  );
}

function Result({ result, onGoTo }: { result: SimulateTransformationOut; onGoTo: PreviewProps["onGoTo"] }) {
  const t = useTranslations("transformation.preview");
  const { ms } = useFormat();
  const { outcome, error, output, input, changes, logs, durationMs } = result;
  const kind =
    outcome === "sent"
      ? changes.length === 0
        ? "same"
        : "sent"
      : outcome === "canceled"
        ? "canceled"
        : failureOf(error);
  const words = { time: ms(durationMs), b: (chunks: ReactNode) => <Figure>{chunks}</Figure> };
  // Those of the body are seen side by side.
  const others = changes.filter(({ path }) => !path.startsWith("/payload"));
  const state = outcome === "sent" ? "delivered" : outcome === "canceled" ? "canceled" : "failed";
  const mark = { sent: "text-ok-mark", canceled: "text-off-mark", failed: "text-fail-mark" }[outcome];
  return (
    <div className="grid grid-cols-1 gap-4">
      <p role="status" className="flex items-start gap-2 text-body">
        <StateGlyph state={state} className={`mt-0.5 size-4 ${mark}`} />
        <span>{t.rich(kind, words)}</span>
      </p>
      {error ? <Failure error={error} onGoTo={onGoTo} /> : null}
      {output ? <DiffTable before={input.body} after={output.body} /> : null}
      {others.length > 0 ? <Changes changes={others} /> : null}
      {logs.length > 0 ? (
        <div>
          <h3 className="mb-1 text-dense font-firm">{t("logs")}</h3>
          <ul dir="ltr" translate="no" className="rounded-card bg-sunken px-3 py-2 text-mono">
            {logs.map(({ level, text }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines in the order in which they were said.
              <li key={index} className="whitespace-pre-wrap break-all">
                <span className="text-ink-3">{level}</span> {text}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

function failureOf(error: SimulateTransformationOut["error"]): "failed" | "timeout" | "memory" {
  return error === null || error.kind === "error" ? "failed" : error.kind;
}

type FailureProps = { error: NonNullable<SimulateTransformationOut["error"]>; onGoTo: PreviewProps["onGoTo"] };

function Failure({ error: { message, line, column }, onGoTo }: FailureProps) {
  const t = useTranslations("transformation");
  return (
    <div className="flex flex-wrap items-start justify-between gap-2 border-fail-mark border-s-[3px] bg-fail-soft py-2 ps-3 pe-3">
      <p className="min-w-0 break-words text-dense text-fail-ink">
        {line === null ? message : t("preview.line", { line, column: column ?? 1, message })}
      </p>
      {line === null ? null : (
        <Button size="small" onClick={() => onGoTo({ line, column })}>
          {t("editor.goTo", { line })}
        </Button>
      )}
    </div>
  );
}

function Changes({ changes }: { changes: SimulateTransformationOut["changes"] }) {
  const t = useTranslations("transformation.preview");
  return (
    <LedgerTable
      caption={t("changes")}
      columns={[
        { id: "part", label: t("part"), width: "34%" },
        { id: "before", label: t("before") },
        { id: "after", label: t("after") },
      ]}
    >
      <LedgerBody>
        {changes.map(({ path, before, after }) => (
          <LedgerRow key={path}>
            <LedgerCell head wraps className="break-all py-1 text-mono">
              {path.slice(1)}
            </LedgerCell>
            {[before, after].map((value, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two sides.
              <LedgerCell key={index} wraps className="break-all py-1 text-mono">
                {value ?? <span className="text-ink-3">{t("nothing")}</span>}
              </LedgerCell>
            ))}
          </LedgerRow>
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}
