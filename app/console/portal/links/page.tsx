import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { AnySessions } from "@/components/applications/any-sessions.tsx";
import { NewPortalLink } from "@/components/applications/new-portal-link.tsx";
import { anySessionsQuery, PAGE_SIZE } from "@/components/applications/queries.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { listAllPortalSessions } from "@/lib/domain/portal-sessions/list-all.ts";
import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Portal links" };

const PATH = "/console/portal/links";

export default async function LinksPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt(PATH, { search: searchParams, least: "support" });
  const search = await searchParams;
  const label = ([search.label].flat()[0] ?? "").trim();
  const named = [search.app].flat()[0];
  const [row, page] = staff.isAllowed
    ? await Promise.all([
        named ? findApplication(staff.ctx, named) : null,
        listAllPortalSessions(staff.ctx, { limit: PAGE_SIZE, ...(label ? { label } : {}) }),
      ])
    : [null, null];
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Portal links" }]} active={PATH}>
      <h1 className="text-page">Portal links</h1>
      {page ? (
        <Prefetched data={[[anySessionsQuery(label).queryKey, { pages: [page], pageParams: [null] }]]}>
          <p className="mt-1 mb-5 max-w-measure text-body text-ink-2">
            A link opens a customer’s portal once and leaves a session behind. Your backend makes them for people who
            are signed in to your product; here you make one by hand.
          </p>
          <div className="grid grid-cols-1 gap-10">
            <NewPortalLink
              publicUrl={env().PUBLIC_URL}
              application={row && { id: formatId("application", row.id), name: row.name }}
            />
            <AnySessions />
          </div>
        </Prefetched>
      ) : (
        <Forbidden what="Portal links" role={staff.actor.role} least="support" />
      )}
    </ConsolePage>
  );
}
