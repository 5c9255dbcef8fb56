import { ArrowLeftRight, BookOpen, RotateCcw, ShieldCheck, Webhook } from "lucide-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SuspendedBanner } from "@/app/portal/[appId]/suspended-banner.tsx";
import { VisitBar, VisitEnded } from "@/app/portal/[appId]/visit-bar.tsx";
import { BrandProvider } from "@/components/branding/brand.tsx";
import { BrandLogo } from "@/components/branding/brand-logo.tsx";
import { BrandStyle } from "@/components/branding/brand-style.tsx";
import { TellSession } from "@/components/embedding/tell-session.tsx";
import { AccessProvider } from "@/components/portal/access.tsx";
import { ConnectionBanner } from "@/components/portal/connection-banner.tsx";
import { SignOut } from "@/components/portal/sign-out.tsx";
import { ReplayMeter } from "@/components/replays/replay-meter.tsx";
import { PortalShell } from "@/components/shell/portal-shell.tsx";
import type { BrandingSettings } from "@/lib/contract/branding.ts";
import { brandCss } from "@/lib/domain/branding/css.ts";
import { brandMetadata, brandOfPortal } from "@/lib/page/brand.ts";
import { translator } from "@/lib/page/messages.ts";
import { askedVisit, type PortalPage, requirePortal } from "@/lib/page/portal.ts";
import { VERSION } from "@/lib/version.ts";

type Props = { children: ReactNode; params: Promise<{ appId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return brandMetadata(await brandOfPortal((await params).appId));
}

export default async function PortalLayout({ children, params }: Props) {
  const { appId } = await params;
  const [portal, brand, visit] = await Promise.all([requirePortal(appId), brandOfPortal(appId), askedVisit()]);
  if (!portal && visit) return <VisitEnded appId={appId} />;
  return (
    <BrandProvider brand={brand}>
      <BrandStyle css={brandCss(brand)} />
      {/* Each page asks for the session itself and says so when there is none. */}
      {portal ? (
        <SignedIn appId={appId} portal={portal} brand={brand}>
          {children}
        </SignedIn>
      ) : (
        children
      )}
    </BrandProvider>
  );
}

type SignedInProps = { appId: string; portal: PortalPage; brand: BrandingSettings; children: ReactNode };

async function SignedIn({ appId, portal, brand, children }: SignedInProps) {
  const { actor, applicationName, expiresAt } = portal.session;
  const [t, words] = await Promise.all([translator("shell"), translator("branding")]);
  const { helpUrl, supportEmail } = brand;
  const helpLinks = [
    ...(helpUrl ? [{ label: words("help"), href: helpUrl }] : []),
    ...(supportEmail ? [{ label: words("support", { address: supportEmail }), href: `mailto:${supportEmail}` }] : []),
  ];
  const base = `/portal/${appId}`;
  const { visitorId } = actor;
  return (
    <AccessProvider
      surface="portal"
      applicationId={appId}
      applicationName={applicationName}
      capabilities={actor.capabilities}
    >
      <TellSession expiresAt={expiresAt.toISOString()} />
      <PortalShell
        application={{ id: appId, name: applicationName }}
        logo={<BrandLogo size="bar" />}
        items={[
          {
            href: `${base}/endpoints`,
            label: t("nav.endpoints"),
            shortcut: "g e",
            icon: <Webhook aria-hidden="true" strokeWidth={1.5} />,
          },
          {
            href: `${base}/deliveries`,
            label: t("nav.deliveries"),
            shortcut: "g d",
            icon: <ArrowLeftRight aria-hidden="true" strokeWidth={1.5} />,
          },
          {
            href: `${base}/event-types`,
            label: t("nav.eventTypes"),
            shortcut: "g t",
            icon: <BookOpen aria-hidden="true" strokeWidth={1.5} />,
          },
          {
            href: `${base}/replays`,
            label: t("nav.replays"),
            shortcut: "g r",
            icon: <RotateCcw aria-hidden="true" strokeWidth={1.5} />,
          },
          {
            href: `${base}/verify`,
            label: t("nav.verify"),
            shortcut: "g v",
            icon: <ShieldCheck aria-hidden="true" strokeWidth={1.5} />,
          },
        ]}
        helpLinks={helpLinks}
        more={[
          { href: `${base}/activity`, label: t("nav.activity"), shortcut: "g a" },
          { href: `${base}/settings`, label: t("nav.settings") },
        ]}
        debugInfo={{ posthorn: VERSION, session: actor.label }}
        meter={<ReplayMeter />}
        signOut={visitorId ? null : <SignOut />}
        banner={
          <>
            <ConnectionBanner sessionExpiresAt={portal.session.expiresAt.toISOString()} />
            {portal.session.suspendedAt ? <SuspendedBanner /> : null}
          </>
        }
      >
        {children}
      </PortalShell>
      {visitorId ? <VisitBar appId={appId} session={portal.session} /> : null}
    </AccessProvider>
  );
}
