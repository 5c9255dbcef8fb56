"use client";

import { useTranslations } from "use-intl";

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** How much was left of a certificate when a try met it, where that was little. */
export function CertificateLeft({ notAfter, at }: { notAfter: string; at: string }) {
  const t = useTranslations("alerts");
  const leftMs = Date.parse(notAfter) - Date.parse(at);
  if (leftMs <= 0 || leftMs > SOON_DAYS * DAY_MS) return null;
  return (
    <span className="ms-2 text-retry-ink">{t("certificate.leftThen", { days: Math.floor(leftMs / DAY_MS) })}</span>
  );
}
