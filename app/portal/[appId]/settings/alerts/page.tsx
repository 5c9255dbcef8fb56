import type { Metadata } from "next";
import { AlertSettings } from "@/components/alerts/alert-settings.tsx";
import { alertKeys } from "@/components/alerts/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { MAX_RECIPIENTS } from "@/lib/contract/alert-limits.ts";
import { getAlertSettings, listRecipients } from "@/lib/domain/alerts/list.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

type Props = { params: Promise<{ appId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("alerts");
  return { title: t("settings.title") };
}

export default async function AlertsPage({ params }: Props) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;
  const t = await translator("alerts");
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
    <div className="mx-auto max-w-[960px]">
      <h1 className="sr-only">{t("settings.title")}</h1>
      <Prefetched data={data}>
        <AlertSettings />
      </Prefetched>
    </div>
  );
}
