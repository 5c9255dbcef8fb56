import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { apiRequestsQuery, logParams, logQuery } from "@/components/developers/queries.ts";
import { RequestLog } from "@/components/developers/request-log.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { loadParams } from "@/components/ui/url-params.ts";
import { listApiRequests } from "@/lib/domain/request-log/list.ts";
import { env } from "@/lib/env.ts";
import { parseId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Request log" };

const PATH = "/console/developers/logs";

export default async function RequestLogPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt(PATH, { search: searchParams, least: "engineer" });
  const { sel: _sel, ...filter } = await loadParams(logParams, searchParams);
  // A mistyped id of a key is told by the list, as any other wrong question.
  const isKnown = filter.key === null || filter.key === "none" || parseId("apiKey", filter.key) !== null;
  const query = logQuery(filter);
  const first =
    staff.isAllowed && isKnown
      ? await listApiRequests(staff.ctx, { ...query, status: filter.status ? [filter.status] : undefined })
      : null;
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Request log" }]} active={PATH}>
      <h1 className="text-page">Request log</h1>
      {staff.isAllowed ? (
        <>
          <p className="mt-1 mb-4 max-w-measure text-body text-ink-2">
            What your backend asked of the API lately, and what it was answered. Neither bodies nor credentials are
            kept. <TextLink href="/docs/api-keys">What is kept</TextLink>
          </p>
          <Prefetched data={first ? [[apiRequestsQuery(filter).queryKey, { pages: [first], pageParams: [null] }]] : []}>
            <RequestLog publicUrl={env().PUBLIC_URL} />
          </Prefetched>
        </>
      ) : (
        <Forbidden what="Requests to the API" role={staff.actor.role} least="engineer" />
      )}
    </ConsolePage>
  );
}
