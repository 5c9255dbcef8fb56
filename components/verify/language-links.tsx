"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { keepPreference } from "@/components/ui/preference-cookie.ts";

type LanguageLinksProps = {
  /** The page itself. */
  path: string;
  /** Without their code, which is on the server. */
  languages: { id: string; label: string | null }[];
  current: string;
  /** The cookie that remembers the choice. */
  cookie: string;
};

/** One address for each language, so that it can be passed on; the last one chosen is shown the next time. */
export function LanguageLinks({ path, languages, current, cookie }: LanguageLinksProps) {
  const t = useTranslations("verify");
  const search = useSearchParams();
  const hrefOf = (id: string) => {
    const next = new URLSearchParams(search);
    next.set("lang", id);
    return `${path}?${next}`;
  };
  return (
    <nav aria-label={t("guide.languages")} className="flex flex-wrap gap-x-5 border-line border-b">
      {languages.map(({ id, label }) => (
        <Link
          key={id}
          href={hrefOf(id)}
          scroll={false}
          aria-current={id === current ? "page" : undefined}
          // Names of languages are the same everywhere.
          translate={label === null ? undefined : "no"}
          onClick={() => keepPreference(cookie, id)}
          className={clsx(
            "focus-inset inline-flex h-8 items-center border-b-2 px-0.5 text-dense no-underline coarse:h-11",
            id === current
              ? "border-ink font-firm text-ink"
              : "border-transparent text-ink-2 forced-colors:border-[Canvas] hover:border-line-strong hover:text-ink",
          )}
        >
          {label ?? t("guide.byHand")}
        </Link>
      ))}
    </nav>
  );
}
