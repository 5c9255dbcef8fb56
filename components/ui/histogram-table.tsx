"use client";

import { useTranslations } from "use-intl";
import type { Bucket, BucketName } from "@/components/ui/histogram.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

type HistogramTableProps = {
  id: string;
  label: string;
  buckets: Bucket[];
  name: BucketName;
};

/** The same numbers in rows; empty buckets are left out. */
export function HistogramTable({ id, label, buckets, name }: HistogramTableProps) {
  const t = useTranslations("ui.histogram");
  const format = useFormat();
  const filled = buckets.filter((bucket) => bucket.delivered + bucket.retrying + bucket.failed > 0);
  return (
    <section
      id={id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={t("table", { what: label })}
      className="mt-2 max-h-64 max-w-[560px] overflow-y-auto"
    >
      <table className="w-full border-collapse text-dense">
        <thead>
          <tr className="text-meta text-ink-3">
            <th scope="col" className="h-7 text-start font-plain">
              {t("from")}
            </th>
            {(["delivered", "retrying", "failed"] as const).map((head) => (
              <th key={head} scope="col" className="text-end font-plain">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {filled.map((bucket) => (
            <tr key={bucket.from} className="border-line border-t">
              <th scope="row" className="h-7 text-start font-plain">
                <time dateTime={bucket.from}>{name(bucket.from, "full")}</time>
              </th>
              <td className="text-end">{format.count(bucket.delivered)}</td>
              <td className="text-end">{format.count(bucket.retrying)}</td>
              <td className="text-end">{format.count(bucket.failed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {filled.length === 0 ? <p className="py-2 text-meta text-ink-2">{t("none")}</p> : null}
    </section>
  );
}
