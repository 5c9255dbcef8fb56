"use client";

import { useTranslations } from "use-intl";

/** First in the tab order; the shells give `<main>` this id. */
export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a
      href="#main"
      className="fixed start-3 top-2 z-50 -translate-y-20 rounded-control bg-solid px-3 py-2 text-dense font-firm text-on-solid focus:translate-y-0"
    >
      {t("skip")}
    </a>
  );
}
