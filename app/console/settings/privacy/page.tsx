import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { PrivacySettings } from "@/components/installation/privacy-settings.tsx";
import { settingsQuery } from "@/components/installation/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { getSettings } from "@/lib/domain/settings/change.ts";

export const metadata: Metadata = { title: "Privacy" };

export default async function PrivacySettingsPage() {
  const staff = await requireStaffAt("/console/settings/privacy");
  const crumbs = [{ label: "Settings", href: "/console/settings" }, { label: "Privacy" }];
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active="/console/settings">
      <h1 className="mb-6 text-page">Privacy</h1>
      <Prefetched data={[[settingsQuery.queryKey, await getSettings(staff.ctx)]]}>
        <PrivacySettings />
      </Prefetched>
    </ConsolePage>
  );
}
