"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button.tsx";

type HeaderListProps = {
  /** Whose headers: "Request headers". */
  label: string;
  headers: [name: string, value: string][];
  /** A line under a header, by its name in lower case. */
  notes?: Record<string, ReactNode>;
};

/** Headers in their order, with what they mean where that is ours to say. */
export function HeaderList({ label, headers, notes = {} }: HeaderListProps) {
  const t = useTranslations("attempts.headers");
  if (headers.length === 0) return <p className="py-1 text-dense text-ink-3">{t("none")}</p>;
  return (
    <div className="@container">
      <dl aria-label={label} className="text-mono" dir="ltr">
        {headers.map(([name, value], index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and none ever moves.
            key={`${index}-${name}`}
            className="group/copy grid gap-x-4 border-line border-t py-1 first:border-t-0 @sm:grid-cols-[160px_minmax(0,1fr)]"
          >
            <dt translate="no" className="break-words text-ink-2">
              {name}
            </dt>
            <dd className="flex min-w-0 items-start gap-1">
              <span className="min-w-0 grow">
                <span translate="no" className="break-all">
                  {value}
                </span>
                {notes[name.toLowerCase()] ? (
                  <span className="block py-0.5 font-sans text-meta text-ink-2">{notes[name.toLowerCase()]}</span>
                ) : null}
              </span>
              <CopyButton value={value} label={t("copy", { name })} reveal className="-my-0.5" />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
