"use client";

import { shareOf, useExports } from "@/components/console/explorer/exports.tsx";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { ExportForm } from "@/components/exports/export-form.tsx";
import { ExportLine, PAYLOAD_WORDS } from "@/components/exports/export-line.tsx";
import { ExportList } from "@/components/exports/export-list.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { Time } from "@/components/ui/time.tsx";
import type { DeliveryExportOut } from "@/lib/contract/delivery-export.ts";
import { DELIVERIES_EXPORTED, DELIVERY_EXPORT_BYTES, EXPORT_HOURS } from "@/lib/contract/export-limits.ts";

/** Starts an export of the filter at hand; below, one's own of the last day, with what can be fetched. */
export function ExportDialog({ filter, onClose }: { filter: ExplorerState; onClose: () => void }) {
  const { list, start, cancel } = useExports();

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
        <ExportForm start={{ ...start, mutate: (body) => start.mutate({ filter, ...body }) }}>
          <p className="text-dense text-ink-2">
            All deliveries of the filter and the time that the list shows, made up to now: the newest{" "}
            {formatCount(DELIVERIES_EXPORTED)} at most, and {DELIVERY_EXPORT_BYTES / 1e6}&nbsp;MB as they are stored.
            The file is yours alone and is kept for {EXPORT_HOURS} hours, or until an application is purged, which
            removes all files of exports. Who makes and fetches one is in the audit log.
          </p>
        </ExportForm>
        <ExportList title="Your exports" what="your exports" list={list} cancel={cancel}>
          {(one, onCancel) => <Line one={one} onCancel={onCancel} />}
        </ExportList>
      </div>
    </Dialog>
  );
}

function Line({ one, onCancel }: { one: DeliveryExportOut; onCancel: () => void }) {
  const share = Math.floor(shareOf(one) * 100);
  return (
    <ExportLine
      one={one}
      onCancel={onCancel}
      progress={{ label: `Export, ${share} percent of the time is read`, done: share, total: 100 }}
      files={(["csv", "ndjson"] as const).map((format) => ({
        label: format.toUpperCase(),
        href: `/api/v1/delivery-export/${one.id}/file?format=${format}`,
      }))}
      written={formatQuantity(one.rows, "delivery", "deliveries")}
      remark={<Remark one={one} />}
    >
      <Time at={String(one.filter.from)} show="moment" precision="minute" plain /> –{" "}
      <Time at={String(one.filter.to)} show="moment" precision="minute" plain />
      <span className="block text-meta text-ink-2">{filterWords(one)}</span>
    </ExportLine>
  );
}

function Remark({ one }: { one: DeliveryExportOut }) {
  return (
    <>
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
      ) : null}
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
