import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { searchQuery } from "@/components/search/queries.ts";
import { SearchResults } from "@/components/search/search-results.tsx";
import { search } from "@/lib/domain/search/search.ts";

export const metadata: Metadata = { title: "Search" };

export default async function SearchPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt("/console/search", { search: searchParams });
  const given = (await searchParams).q;
  const q = typeof given === "string" ? given.trim().slice(0, 256) : "";
  const found = q ? await search(staff.ctx, { q, deep: true }) : undefined;
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Search" }]} active="/console/search">
      <h1 className="text-page">Search</h1>
      <Prefetched data={found ? [[searchQuery(q, { deep: true }).queryKey, found]] : []}>
        <SearchResults key={q} q={q} />
      </Prefetched>
    </ConsolePage>
  );
}
