import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { KeyList } from "@/components/api-keys/key-list.tsx";
import { apiKeysQuery, PAGE_SIZE } from "@/components/api-keys/queries.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { leastRole } from "@/components/console/staff-role.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { listApiKeys } from "@/lib/domain/api-keys/list.ts";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage() {
  const staff = await requireStaffAt("/console/developers/keys", { least: leastRole("listApiKeys") });
  const crumbs = [{ label: "API keys" }];
  if (!staff.isAllowed) {
    return (
      <ConsolePage staff={staff} crumbs={crumbs} active="/console/developers/keys">
        <h1 className="text-page">API keys</h1>
        <Forbidden what="API keys" role={staff.actor.role} least={leastRole("listApiKeys")} />
      </ConsolePage>
    );
  }
  const first = { pages: [await listApiKeys(staff.ctx, { limit: PAGE_SIZE })], pageParams: [null] };
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active="/console/developers/keys">
      <Prefetched data={[[apiKeysQuery.queryKey, first]]}>
        <KeyList nowMs={Date.now()} />
      </Prefetched>
    </ConsolePage>
  );
}
