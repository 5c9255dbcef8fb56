import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { AccountPage } from "@/components/staff/account-page.tsx";
import { accountQuery, PAGE_SIZE, staffSessionsQuery } from "@/components/staff/queries.ts";
import { getAccount } from "@/lib/domain/staff/account.ts";
import { listOwnSessions } from "@/lib/domain/staff/list.ts";

export const metadata: Metadata = { title: "Your account" };

const PATH = "/console/account";

export default async function OwnAccountPage() {
  const staff = await requireStaffAt(PATH);
  const [account, sessions] = await Promise.all([
    getAccount(staff.ctx),
    listOwnSessions(staff.ctx, { limit: PAGE_SIZE }),
  ]);
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Your account" }]} active={PATH}>
      <Prefetched
        data={[
          [accountQuery.queryKey, account],
          [staffSessionsQuery(null).queryKey, sessions.data],
        ]}
      >
        <AccountPage />
      </Prefetched>
    </ConsolePage>
  );
}
