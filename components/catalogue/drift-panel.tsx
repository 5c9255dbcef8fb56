"use client";

import { useQuery } from "@tanstack/react-query";
import { driftWords, fitWords, pathText } from "@/components/catalogue/drift-words.ts";
import { driftQuery } from "@/components/catalogue/queries.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Code } from "@/components/ui/code.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";
import type { EventTypeDriftOut } from "@/lib/contract/event-type-usage.ts";

/** What the last messages hold that the schema does not say. Nothing of it is ever stopped. */
export function DriftPanel({ eventType: { name, updatedAt } }: { eventType: EventTypeOut }) {
  const drift = useQuery(driftQuery(name, updatedAt));
  return (
    <section aria-labelledby="drift">
      <h2 id="drift" className="text-lead">
        Drift
      </h2>
      {drift.data ? (
        <Report name={name} drift={drift.data} />
      ) : drift.error ? (
        <QueryError title="The last messages could not be checked." query={drift} className="mt-2" />
      ) : (
        <SkeletonRows rows={2} label="Checking the last messages" />
      )}
    </section>
  );
}

function Report({ name, drift }: { name: string; drift: EventTypeDriftOut }) {
  const format = useFormat();
  const { read, misfits, since, skipped, problem, schemaVersion, data } = drift;
  if (schemaVersion === null)
    return <p className="mt-1 text-body text-ink-2">Without a schema there is nothing to hold messages against.</p>;
  if (problem) return <p className="mt-1 text-body text-ink-2">Nothing was checked: the schema {problem}.</p>;
  if (read === 0)
    return (
      <p className="mt-1 text-body text-ink-2">
        No message of the last 7 days{" "}
        {skipped > 0 ? "could be read: they are too large, or no longer kept." : "was there to be checked."}
      </p>
    );
  const [figure, rest] = fitWords(drift, format);
  return (
    <>
      <p className="mt-1 flex items-start gap-2 text-body text-ink-2" data-num>
        <StateGlyph
          state={misfits === 0 ? "delivered" : "degraded"}
          className={`mt-[3px] ${misfits === 0 ? "text-ok-mark" : "text-retry-mark"}`}
        />
        <span>
          <Figure>{figure}</Figure>
          {rest} version {schemaVersion}
          {since && read > 1 ? (
            <>
              , since <Time at={since} show="since" />
            </>
          ) : null}
          . Sending goes on.
        </span>
      </p>
      {data.length > 0 ? (
        <ul aria-label={`Drift of ${name}`} className="mt-3 border-line border-b">
          {data.map((one) => (
            <li
              key={JSON.stringify([one.path, one.expected, one.found])}
              className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-line border-t py-1.5 text-dense"
            >
              <span className="min-w-0 wrap-anywhere" data-num>
                {driftWords(one, read, format)} <Code>{one.path.length > 0 ? pathText(one.path) : "the payload"}</Code>
              </span>
              <TextLink
                href={`/console/applications/${one.applicationId}/messages/${one.messageId}`}
                className="ms-auto text-meta"
              >
                Last message<span className="sr-only"> with {pathText(one.path)}</span>
              </TextLink>
            </li>
          ))}
        </ul>
      ) : null}
      {skipped > 0 ? (
        <p className="mt-1 text-meta text-ink-3">
          {formatQuantity(skipped, "message was", "messages were")} passed over: too large, or no longer kept.
        </p>
      ) : null}
    </>
  );
}
