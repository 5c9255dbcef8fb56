import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { settingsQuery } from "@/components/installation/queries.ts";
import { RetentionSettings } from "@/components/installation/retention-settings.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { getSettings } from "@/lib/domain/settings/change.ts";
import { getNetworkSettings } from "@/lib/domain/system/settings.ts";

export const metadata: Metadata = { title: "Retention" };

export default async function RetentionSettingsPage() {
  const staff = await requireStaffAt("/console/settings/retention");
  const crumbs = [{ label: "Settings", href: "/console/settings" }, { label: "Retention" }];
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active="/console/settings">
      <h1 className="text-page">Retention</h1>
      <p className="mt-1 mb-6 max-w-measure text-body text-ink-2">
        How long what is kept. Pages of messages, deliveries and tries say what is gone, why and since when, to
        customers too; figures and states stay.
      </p>
      <Prefetched data={[[settingsQuery.queryKey, await getSettings(staff.ctx)]]}>
        <RetentionSettings networks={getNetworkSettings(staff.ctx)} />
      </Prefetched>
    </ConsolePage>
  );
}
