"use client";

import { useTranslations } from "use-intl";
import { Banner } from "@/components/ui/banner.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { CertificateWarningOut } from "@/lib/contract/endpoint-health.ts";

type CertificateWarningProps = { warning: CertificateWarningOut; notAfter: string };

/** On the pages of an endpoint whose certificate ends within 30 days. */
export function CertificateWarning({ warning: { daysLeft }, notAfter }: CertificateWarningProps) {
  const t = useTranslations("alerts");
  const format = useFormat();
  const date = format.day(Date.parse(notAfter), 0);
  return (
    <Banner state="degraded" className="mt-4">
      <strong className="font-strong">
        {daysLeft === 0 ? t("certificate.today") : t("certificate.soon", { days: daysLeft, date })}
      </strong>{" "}
      {t("certificate.renew")}
    </Banner>
  );
}
