"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { causesQuery } from "@/components/failures/queries.ts";
import type { FailureFilter } from "@/components/failures/search-params.ts";
import { formatCount } from "@/components/ui/format-number.ts";

/** More than this and a row of them is no overview. */
const SHOWN = 8;

type CauseFacetsProps = { filter: FailureFilter; onChoose: (causes: string[] | null) => void };

/** The causes above the list, each a click, with how many groups have it. */
export function CauseFacets({ filter, onChoose }: CauseFacetsProps) {
  const { data } = useQuery(causesQuery(filter));
  const chosen = filter.cause ?? [];
  const all = data?.data ?? [];
  const shown = all.filter(({ cause }, index) => index < SHOWN || chosen.includes(cause));
  if (shown.length === 0) return data ? null : <div aria-hidden="true" className="h-8 coarse:h-11" />;
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5">
      <legend className="sr-only">Causes</legend>
      {shown.map(({ cause, label, groups, undelivered }) => {
        const isChosen = chosen.includes(cause);
        return (
          <button
            key={cause}
            type="button"
            aria-pressed={isChosen}
            title={`${formatCount(undelivered)} undelivered`}
            onClick={() => {
              const next = isChosen ? chosen.filter((one) => one !== cause) : [...chosen, cause];
              onChoose(next.length > 0 ? next : null);
            }}
            className={clsx(
              "inline-flex h-8 items-center gap-2 rounded-control border px-2.5 text-dense coarse:h-11",
              isChosen
                ? "border-transparent bg-solid font-firm text-on-solid"
                : "border-line-strong bg-surface hover:bg-hover",
            )}
          >
            {label}
            <span data-num className={isChosen ? undefined : "text-ink-3"}>
              {formatCount(groups)}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
