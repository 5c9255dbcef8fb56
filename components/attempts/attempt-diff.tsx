"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { bodyLines } from "@/components/attempts/body-lines.ts";
import { type DiffLine, diffLines } from "@/components/attempts/diff-lines.ts";
import { statusText } from "@/components/attempts/status-text.ts";
import { attemptQuery } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";
import type { AttemptDetailOut, AttemptOut } from "@/lib/contract/delivery-attempt.ts";

type Side = "request" | "response";

type AttemptDiffProps = {
  scope: DeliveryScope;
  delivery: Pick<DeliveryOut, "id" | "applicationId">;
  side: Side;
  attempt: AttemptDetailOut;
  other: AttemptOut;
};

/** What is different between two tries: the earlier one is what was, the later one what became of it. */
export function AttemptDiff({ scope, delivery, side, attempt, other }: AttemptDiffProps) {
  const t = useTranslations("attempts.diff");
  const kept = useTranslations("kept");
  const query = useQuery(attemptQuery(scope, delivery.applicationId, delivery.id, other.id));
  if (!query.data) {
    return query.error ? <QueryError title={t("loadError")} query={query} /> : <Skeleton className="h-24" />;
  }
  const [first, second] = attempt.number < other.number ? [attempt, query.data] : [query.data, attempt];
  const noReply = [t("noReply")];
  // Of a reply headers and body go together.
  const isGone = [first, second].some(({ request, response }) =>
    side === "request" ? request.bodyGone : response?.gone,
  );
  const parts: [label: string, before: string[], after: string[], isGone?: boolean][] =
    side === "request"
      ? [
          [
            t("url"),
            [`${first.request.method} ${first.request.url}`],
            [`${second.request.method} ${second.request.url}`],
          ],
          [t("headers"), headerLines(first.request.headers), headerLines(second.request.headers)],
          [t("body"), linesOf(first.request.body, t("noBody")), linesOf(second.request.body, t("noBody")), isGone],
        ]
      : [
          [t("status"), statusLine(first) ?? noReply, statusLine(second) ?? noReply],
          [
            t("headers"),
            headerLines(first.response?.headers ?? []),
            headerLines(second.response?.headers ?? []),
            isGone,
          ],
          [
            t("body"),
            linesOf(first.response?.body ?? null, t("noBody")),
            linesOf(second.response?.body ?? null, t("noBody")),
            isGone,
          ],
        ];
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h3 className="text-dense font-firm">{t("title", { first: first.number, second: second.number })}</h3>
      {parts.map(([label, before, after, gone]) =>
        gone ? (
          <div key={label}>
            <h4 className="pb-1 text-meta text-ink-2">{label}</h4>
            <p className="text-dense text-ink-2">{kept("noComparison")}</p>
          </div>
        ) : (
          <Part key={label} label={label} lines={diffLines(before, after)} numbers={[first.number, second.number]} />
        ),
      )}
    </section>
  );
}

const headerLines = (headers: [string, string][]) => headers.map(([name, value]) => `${name}: ${value}`);
const linesOf = (body: string | null, none: string) => (body === null ? [none] : bodyLines(body));
const statusLine = ({ response }: AttemptDetailOut) => response && [statusText(response.statusCode)];

const LOOK = {
  same: "text-ink-3",
  removed: "border-fail-mark bg-fail-soft text-ink",
  added: "border-ok-mark bg-ok-soft text-ink",
};
const SIGN = { same: " ", removed: "-", added: "+" };

type PartProps = { label: string; lines: DiffLine[] | null; numbers: [number, number] };

function Part({ label, lines, numbers }: PartProps) {
  const t = useTranslations("attempts.diff");
  const isSame = lines?.every(({ kind }) => kind === "same");
  return (
    <div>
      <h4 className="pb-1 text-meta text-ink-2">{label}</h4>
      {lines === null ? (
        <p className="text-dense text-ink-2">{t("tooLong")}</p>
      ) : isSame ? (
        <p className="text-dense text-ink-3">{t("same")}</p>
      ) : (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          tabIndex={0}
          aria-label={t("label", { part: label })}
          className="focus-inset max-h-[40dvh] overflow-auto"
        >
          <ol dir="ltr" translate="no" className="min-w-max rounded-card bg-sunken py-1 text-mono">
            {folded(lines).map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of one comparison, which never move.
              <li key={index} className={clsx("border-transparent border-s-[3px] px-2", LOOK[line.kind])}>
                {"count" in line ? (
                  <span className="font-sans text-meta">{t("unchanged", { count: line.count })}</span>
                ) : (
                  <>
                    <span aria-hidden="true">{SIGN[line.kind]} </span>
                    {line.kind === "same" ? null : (
                      <span className="sr-only">
                        {t(line.kind, { number: numbers[line.kind === "removed" ? 0 : 1] })}:{" "}
                      </span>
                    )}
                    <span className="whitespace-pre">{line.text}</span>
                  </>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

const CONTEXT = 3;

/** Equal lines far from a change are counted in place of being shown. */
function folded(lines: DiffLine[]): (DiffLine | { kind: "same"; count: number })[] {
  const near = (index: number) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ kind }) => kind !== "same");
  const shown: (DiffLine | { kind: "same"; count: number })[] = [];
  lines.forEach((line, index) => {
    const last = shown.at(-1);
    if (near(index)) shown.push(line);
    else if (last && "count" in last) last.count++;
    else shown.push({ kind: "same", count: 1 });
  });
  return shown;
}
