"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Code, CodeBlock } from "@/components/ui/code.tsx";
import { LanguageLinks } from "@/components/verify/language-links.tsx";
import { SecretOf } from "@/components/verify/secret-of.tsx";

const code = (chunks: ReactNode) => <Code>{String(chunks)}</Code>;
const RULES = ["rawBody", "environment", "tolerance", "answerFirst", "repeats"] as const;

type Language = { id: string; label: string | null };

type GuideProps = {
  /** The page's own. */
  path: string;
  languages: Language[];
  /** Remembers the language. */
  cookie: string;
  handler: Language & { code: string };
  /** The same code, coloured on the server. */
  highlighted: ReactNode;
};

/** How a receiver checks the signature, in the reader's language, whole. */
export function Guide({ path, languages, cookie, handler, highlighted }: GuideProps) {
  const t = useTranslations("verify");
  const language = handler.label ?? t("guide.byHand");
  return (
    <section aria-labelledby="guide" className="mt-8">
      <h2 id="guide" className="pb-2 text-lead">
        {t("guide.title")}
      </h2>
      <LanguageLinks path={path} languages={languages} current={handler.id} cookie={cookie} />
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <CodeBlock code={handler.code} label={t("guide.handlerFor", { language })} highlighted={highlighted} />
          <p className="mt-2 max-w-measure text-meta text-ink-2">{t("guide.marked")}</p>
        </div>
        <div className="grid content-start gap-6">
          <SecretOf />
          <section aria-labelledby="rules">
            <h3 id="rules" className="pb-1 text-dense font-firm">
              {t("guide.rules")}
            </h3>
            <ul className="border-line border-b text-dense text-ink-2">
              {RULES.map((rule) => (
                <li key={rule} className="border-line border-t py-2">
                  {t.rich(`guide.${rule}`, { code })}
                </li>
              ))}
            </ul>
            <p className="pt-2 text-meta text-ink-3">
              {t.rich("guide.libraries", {
                a: (chunks) => (
                  <a
                    href="https://www.standardwebhooks.com"
                    target="_blank"
                    rel="noreferrer"
                    className="rounded-mark underline decoration-line-strong underline-offset-3 hover:text-ink"
                  >
                    {chunks}
                  </a>
                ),
              })}
            </p>
          </section>
        </div>
      </div>
    </section>
  );
}
