import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { RetentionSettings } from "@/components/installation/retention-settings.tsx";
import { getRetentionSettings } from "@/lib/domain/system/settings.ts";

export const metadata: Metadata = { title: "Retention" };

export default async function RetentionSettingsPage() {
  const staff = await requireStaffAt("/console/settings/retention");
  const crumbs = [{ label: "Settings", href: "/console/settings" }, { label: "Retention" }];
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active="/console/settings">
      <h1 className="text-page">Retention</h1>
      <p className="mt-1 mb-6 max-w-measure text-body text-ink-2">
        It is set by the environment of the service: change the variable and start web and workers again.
      </p>
      <RetentionSettings settings={getRetentionSettings(staff.ctx)} />
    </ConsolePage>
  );
}
