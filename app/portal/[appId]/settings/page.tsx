import type { Metadata } from "next";
import { AlertSettings } from "@/components/alerts/alert-settings.tsx";
import { alertKeys } from "@/components/alerts/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { SettingsScreen } from "@/components/settings/settings-screen.tsx";
import { MAX_RECIPIENTS } from "@/lib/contract/alert-limits.ts";
import { getAlertSettings, listRecipients } from "@/lib/domain/alerts/list.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("settings");
  return { title: t("title") };
}

export default async function SettingsPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;
  const { ctx, session } = portal;
  const { applicationId } = session.actor;
  const mayManage = session.actor.capabilities.includes("ManageEndpoint");
  const data: [readonly unknown[], unknown][] = mayManage
    ? [
        [alertKeys.settings(appId), getAlertSettings(ctx, { applicationId })],
        [alertKeys.recipients(appId), (await listRecipients(ctx, { applicationId, limit: MAX_RECIPIENTS })).data],
      ]
    : [];
  return (
    <Prefetched data={data}>
      <SettingsScreen sessionExpiresAt={session.expiresAt.toISOString()}>
        <AlertSettings />
      </SettingsScreen>
    </Prefetched>
  );
}
