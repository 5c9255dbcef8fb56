import { ArrowLeftRight, BookOpen, Webhook } from "lucide-react";
import type { ReactNode } from "react";
import { AccessProvider } from "@/components/portal/access.tsx";
import { ConnectionBanner } from "@/components/portal/connection-banner.tsx";
import { SignOut } from "@/components/portal/sign-out.tsx";
import { PortalShell } from "@/components/shell/portal-shell.tsx";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";
import { VERSION } from "@/lib/version.ts";

type Props = { children: ReactNode; params: Promise<{ appId: string }> };

export default async function PortalLayout({ children, params }: Props) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  // Each page asks for the session itself and says so when there is none.
  if (!portal) return children;

  const { actor, applicationName } = portal.session;
  const t = await translator("shell");
  const base = `/portal/${appId}`;
  return (
    <AccessProvider
      surface="portal"
      applicationId={appId}
      applicationName={applicationName}
      capabilities={actor.capabilities}
    >
      <PortalShell
        application={{ id: appId, name: applicationName }}
        items={[
          {
            href: `${base}/endpoints`,
            label: t("nav.endpoints"),
            icon: <Webhook aria-hidden="true" strokeWidth={1.5} />,
          },
          {
            href: `${base}/deliveries`,
            label: t("nav.deliveries"),
            icon: <ArrowLeftRight aria-hidden="true" strokeWidth={1.5} />,
          },
          {
            href: `${base}/event-types`,
            label: t("nav.eventTypes"),
            icon: <BookOpen aria-hidden="true" strokeWidth={1.5} />,
          },
        ]}
        debugInfo={{ posthorn: VERSION, session: actor.label }}
        signOut={<SignOut />}
        banner={<ConnectionBanner />}
      >
        {children}
      </PortalShell>
    </AccessProvider>
  );
}
