import { Banner } from "@/components/ui/banner.tsx";
import { translator } from "@/lib/page/messages.ts";

/** On every page of a portal while the operator holds everything of its application. The server writes it: few ever see it. */
export async function SuspendedBanner() {
  const t = await translator("portal");
  return (
    <Banner state="paused" className="mb-6">
      <strong className="font-strong">{t("suspended.title")}</strong> {t("suspended.text")}
    </Banner>
  );
}
