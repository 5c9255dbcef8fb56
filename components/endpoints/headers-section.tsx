"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "use-intl";
import type { HeaderRow } from "@/components/endpoints/endpoint-draft.ts";
import { EMPTY_DRAFT, headersOf, mistakesOf } from "@/components/endpoints/endpoint-draft.ts";
import { HeaderRows } from "@/components/endpoints/header-rows.tsx";
import { endpointKeys, headersQuery } from "@/components/endpoints/queries.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { useSection } from "@/components/endpoints/use-section.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";

type Edit = { removed: string[]; rows: HeaderRow[] };

const UNCHANGED: Edit = { removed: [], rows: [] };

/** Names are listed, values are not: they were written to be sent, not to be read. */
export function HeadersSection({ endpointId }: { endpointId: string }) {
  const t = useTranslations("endpoints");
  const access = useAccess();
  const { applicationId, call } = access;
  const client = useQueryClient();
  const headers = useQuery(headersQuery(access, endpointId));
  const names = headers.data ? [...Object.keys(headers.data.headers), ...headers.data.sensitive].toSorted() : [];

  const section = useSection<Edit>({
    stored: UNCHANGED,
    mistakes: ({ rows }) => mistakesOf({ ...EMPTY_DRAFT, url: "https://fine.example", headers: rows }, t),
    save: async ({ removed, rows }) => {
      await call("PATCH /app/{app_id}/endpoint/{endpoint_id}/headers", {
        params: { app_id: applicationId, endpoint_id: endpointId },
        body: { headers: headersOf(rows), deleteHeaders: removed },
      });
      await client.invalidateQueries({ queryKey: endpointKeys.headers(applicationId, endpointId) });
    },
  });
  const { removed, rows } = section.value;
  const kept = names.filter((name) => !removed.includes(name));

  return (
    <SectionForm
      id="headers"
      title={t("headers.title")}
      called={t("settings.headersCalled")}
      description={t("headers.description")}
      {...section}
    >
      {headers.error && !headers.data ? (
        <QueryError title={t("headers.error")} query={headers} />
      ) : (
        <>
          {kept.length > 0 ? (
            <ul aria-label={t("headers.sent")} className="border-line border-b">
              {kept.map((name) => (
                <li key={name} className="flex min-h-row items-center justify-between gap-3 border-line border-t">
                  <span className="min-w-0 break-all text-mono">
                    {name}: <span className="text-ink-3">••••••••</span>
                  </span>
                  <IconButton
                    label={t("headers.remove", { name })}
                    onClick={() => section.change({ removed: [...removed, name] })}
                  >
                    <X aria-hidden="true" size={16} strokeWidth={1.5} />
                  </IconButton>
                </li>
              ))}
            </ul>
          ) : null}
          {removed.length > 0 ? (
            <p className="text-dense text-ink-2">
              {t.rich("headers.removed", { names: () => <span className="text-mono">{removed.join(", ")}</span> })}
            </p>
          ) : null}
          <HeaderRows rows={rows} onChange={(next) => section.change({ rows: next })} error={section.errors.headers} />
        </>
      )}
    </SectionForm>
  );
}
