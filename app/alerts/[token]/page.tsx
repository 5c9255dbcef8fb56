import type { Metadata } from "next";
import { SubscriptionPage } from "@/components/alerts/subscription-page.tsx";
import { findSubscription } from "@/lib/domain/alerts/subscription.ts";
import { requestLocale, translator } from "@/lib/page/messages.ts";

type Props = { params: Promise<{ token: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await translator("alerts");
  const subscription = await findSubscription((await params).token);
  const title = subscription ? t("link.title", { application: subscription.applicationName }) : t("link.unknownTitle");
  return { title, referrer: "no-referrer" };
}

/** Where links in e-mails lead. It shows, and asks before it changes anything: scanners open links too. */
export default async function AlertLinkPage({ params }: Props) {
  const { token } = await params;
  return (
    <SubscriptionPage
      action={`/alerts/${encodeURIComponent(token)}`}
      locale={await requestLocale()}
      subscription={await findSubscription(token)}
    />
  );
}
