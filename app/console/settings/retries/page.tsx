import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { settingsQuery } from "@/components/installation/queries.ts";
import { RetrySettings } from "@/components/installation/retry-settings.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { getSettings } from "@/lib/domain/settings/change.ts";
import { getBreakerSettings } from "@/lib/domain/system/settings.ts";

export const metadata: Metadata = { title: "Retries" };

export default async function RetrySettingsPage() {
  const staff = await requireStaffAt("/console/settings/retries");
  const crumbs = [{ label: "Settings", href: "/console/settings" }, { label: "Retries" }];
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active="/console/settings">
      <h1 className="text-page">Retries</h1>
      <p className="mt-1 mb-6 max-w-measure text-body text-ink-2">
        What holds for every endpoint that has no rules of its own. Web and workers follow a change within seconds.
      </p>
      <Prefetched data={[[settingsQuery.queryKey, await getSettings(staff.ctx)]]}>
        <RetrySettings breaker={getBreakerSettings(staff.ctx)} />
      </Prefetched>
    </ConsolePage>
  );
}
