"use client";

import type { FormEvent } from "react";
import { useState } from "react";
import { shareOf, useExports } from "@/components/console/explorer/exports.tsx";
import { useForbidden } from "@/components/console/staff.tsx";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { buttonClass } from "@/components/ui/button-look.ts";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import { Input } from "@/components/ui/input.tsx";
import { Progress } from "@/components/ui/progress-line.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Time } from "@/components/ui/time.tsx";
import { PAYLOAD_ROLE } from "@/lib/contract/access.ts";
import type { DeliveryExportOut } from "@/lib/contract/delivery-export.ts";
import {
  DELIVERIES_EXPORTED,
  EXPORT_HOURS,
  EXPORT_PAYLOADS,
  type ExportPayloads,
} from "@/lib/contract/export-limits.ts";

const PAYLOAD_WORDS: Record<ExportPayloads, string> = {
  none: "without payloads",
  masked: "payloads masked",
  full: "with payloads",
};

/** Starts an export of the filter at hand; below, one's own of the last day, with what can be fetched. */
export function ExportDialog({ filter, onClose }: { filter: ExplorerState; onClose: () => void }) {
  const { list, start, cancel } = useExports();
  const forbidden = useForbidden(PAYLOAD_ROLE);
  const [payloads, setPayloads] = useState<ExportPayloads>("none");
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    const isFull = payloads === "full";
    setMissing(isFull && reason.trim().length < 3);
    if (isFull && reason.trim().length < 3) return;
    start.mutate({ filter, payloads, ...(isFull ? { reason } : {}) });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Export deliveries"
      actions={
        <Button variant="secondary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="grid gap-5 text-ink">
        <form onSubmit={submit} noValidate className="grid gap-4">
          <p className="text-dense text-ink-2">
            All deliveries of the filter and the time that the list shows, made up to now: the newest{" "}
            {formatCount(DELIVERIES_EXPORTED)} at most. The file is yours alone and is kept for {EXPORT_HOURS} hours.
            Who makes and fetches one is in the audit log.
          </p>
          <RadioGroup
            legend="Payloads"
            name="payloads"
            value={payloads}
            onChange={(value) => setPayloads(EXPORT_PAYLOADS.find((one) => one === value) ?? "none")}
            options={[
              { value: "none", label: "None" },
              { value: "masked", label: "Masked", description: "Names of fields; every value as •••." },
              {
                value: "full",
                label: "As they were sent (recorded)",
                description: forbidden ?? "Whatever customers’ data is in them is then in the file.",
                disabled: forbidden !== undefined,
              },
            ]}
          />
          {payloads === "full" ? (
            <Field label="Reason" error={isMissing ? "Say why, in three letters or more." : null}>
              <Input value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
            </Field>
          ) : null}
          <MutationError error={start.error} title="The export was not started." />
          <div>
            <Button type="submit" variant="primary" pending={start.isPending}>
              Start the export
            </Button>
          </div>
        </form>
        <section aria-labelledby="own-exports">
          <h3 id="own-exports" className="pb-1 text-dense font-firm">
            Your exports
          </h3>
          {list.error ? <QueryError title="We could not load your exports." query={list} /> : null}
          {list.isPending ? <SkeletonRows rows={2} label="Loading your exports" /> : null}
          {list.data?.length === 0 ? <p className="text-dense text-ink-2">None of the last days.</p> : null}
          <ul>
            {list.data?.map((one) => (
              <li key={one.id} className="grid gap-2 border-line border-t py-3 text-dense">
                <Line one={one} onCancel={() => cancel.mutate(one.id)} />
              </li>
            ))}
          </ul>
          <MutationError error={cancel.error} title="The export was not canceled." />
        </section>
      </div>
    </Dialog>
  );
}

function Line({ one, onCancel }: { one: DeliveryExportOut; onCancel: () => void }) {
  const isKept = one.expiresAt !== null && Date.parse(one.expiresAt) > Date.now();
  const share = Math.floor(shareOf(one) * 100);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 grow">
          <Time at={String(one.filter.from)} show="moment" precision="minute" plain /> –{" "}
          <Time at={String(one.filter.to)} show="moment" precision="minute" plain />
          <span className="block text-meta text-ink-2">{filterWords(one)}</span>
        </p>
        {one.state === "running" ? (
          <Button size="small" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
        {one.state === "finished" && isKept
          ? (["csv", "ndjson"] as const).map((format) => (
              <a
                key={format}
                download
                href={`/api/v1/delivery-export/${one.id}/file?format=${format}`}
                className={buttonClass({ size: "small" })}
              >
                {format.toUpperCase()}
              </a>
            ))
          : null}
      </div>
      {one.state === "running" ? (
        <Progress label={`Export, ${share} percent of the time is read`} done={share} total={100} />
      ) : null}
      <p className="text-meta text-ink-2" data-num>
        <Outcome one={one} isKept={isKept} />
      </p>
    </>
  );
}

function Outcome({ one, isKept }: { one: DeliveryExportOut; isKept: boolean }) {
  const rows = `${formatCount(one.rows)} ${one.rows === 1 ? "delivery" : "deliveries"}`;
  if (one.state === "running") return <>{rows} so far. It goes on when you close this.</>;
  if (one.state === "canceled") return <>Canceled.</>;
  if (one.state === "failed") return <>{one.error}</>;
  return (
    <>
      {rows}.
      {one.cut && one.reachedAt ? (
        <>
          {" "}
          There are more: the file ends at its limit, at <Time at={one.reachedAt} show="moment" plain />. Export what is
          older by itself.
        </>
      ) : null}
      {one.searchedSince ? (
        <>
          {" "}
          Payloads older than <Time at={one.searchedSince} show="moment" plain /> were not searched for the text.
        </>
      ) : null}{" "}
      {isKept && one.expiresAt ? (
        <>
          Kept for <Countdown to={one.expiresAt} zero="no longer" />.
        </>
      ) : (
        "No longer kept."
      )}
    </>
  );
}

const NOT_SAID = new Set(["from", "to"]);

/** As it stands in the filter bar: `status:failed type:invoice.*`. */
function filterWords({ filter, payloads }: DeliveryExportOut): string {
  const words = Object.entries(filter).flatMap(([field, value]) =>
    NOT_SAID.has(field) ? [] : field === "q" ? [`“${String(value)}”`] : [`${field}:${[value].flat().join(",")}`],
  );
  return [words.join(" ") || "Everything", PAYLOAD_WORDS[payloads]].join(" · ");
}
