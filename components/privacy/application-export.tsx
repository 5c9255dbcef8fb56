"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { ExportForm } from "@/components/exports/export-form.tsx";
import { ExportLine, PAYLOAD_WORDS } from "@/components/exports/export-line.tsx";
import { ExportList } from "@/components/exports/export-list.tsx";
import { useEnding } from "@/components/exports/use-ending.ts";
import { applicationExportsQuery } from "@/components/privacy/queries.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { ApplicationExportOut } from "@/lib/contract/application-export.ts";
import type { DeliveryExportIn } from "@/lib/contract/delivery-export.ts";
import { EXPORT_HOURS } from "@/lib/contract/export-limits.ts";

/** A file of everything of a customer: its start, its progress, and what can be fetched. */
export function ApplicationExport({ applicationId }: { applicationId: string }) {
  const client = useQueryClient();
  const mayNot = useForbidden("startApplicationExport");
  const query = applicationExportsQuery(applicationId);
  const list = useQuery({ ...query, enabled: mayNot === undefined });
  const settle = () => client.invalidateQueries({ queryKey: query.queryKey });
  const params = { app_id: applicationId };
  const start = useMutation({
    mutationFn: (body: DeliveryExportIn) => callAsStaff("POST /app/{app_id}/export", { params, body }),
    onSettled: settle,
  });
  const cancel = useMutation({
    mutationFn: (id: string) =>
      callAsStaff("POST /app/{app_id}/export/{app_export_id}/cancel", { params: { ...params, app_export_id: id } }),
    onSettled: settle,
  });
  useEnding(list.data, ({ state, lines }) =>
    announce(
      state === "finished"
        ? `The export is finished: ${formatQuantity(lines, "line", "lines")}.`
        : "The export came to no file.",
    ),
  );
  return (
    <div className="grid gap-5">
      <ExportForm start={start} mayNot={mayNot}>
        <p className="max-w-measure text-body text-ink-2">
          A file of everything of this application, a JSON object on each line: settings, endpoints, messages,
          deliveries, attempts, sources, sessions, audit log. No secrets are in it, and redacted values stay redacted.
          It is kept for {EXPORT_HOURS} hours, for admins; who makes and fetches one is in the audit log.{" "}
          <TextLink href="/docs/privacy#exporting-an-application">What is in it</TextLink>
        </p>
      </ExportForm>
      {mayNot === undefined ? (
        <ExportList title="Exports" what="the exports" list={list} cancel={cancel} className="max-w-measure">
          {(one, onCancel) => <Line applicationId={applicationId} one={one} onCancel={onCancel} />}
        </ExportList>
      ) : null}
    </div>
  );
}

type LineProps = { applicationId: string; one: ApplicationExportOut; onCancel: () => void };

function Line({ applicationId, one, onCancel }: LineProps) {
  const { number, of, kind } = one.step ?? { number: 0, of: 1, kind: "" };
  return (
    <ExportLine
      one={one}
      onCancel={onCancel}
      progress={{
        label: `Export, step ${number} of ${of}: ${kind.replaceAll("_", " ")}`,
        done: Math.max(0, number - 1),
        total: of,
      }}
      files={[{ label: "Download", href: `/api/v1/app/${applicationId}/export/${one.id}/file` }]}
      written={formatQuantity(one.lines, "line", "lines")}
    >
      <Time at={one.createdAt} show="moment" precision="minute" plain />
      <span className="block break-words text-meta text-ink-2">
        {one.requestedBy} · {PAYLOAD_WORDS[one.payloads]}
      </span>
    </ExportLine>
  );
}
