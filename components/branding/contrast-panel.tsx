"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { brandColorsQuery } from "@/components/branding/queries.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import type { BrandColorsOut, BrandShades } from "@/lib/contract/brand-colors.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "what", label: "For", width: "7.5rem" },
  { id: "colour", label: "Colour", width: "7rem" },
  { id: "why", label: "Why" },
];

const WORDS: Record<BrandColorsOut["near"][number]["state"], string> = {
  ok: "delivered",
  fail: "failed",
  retry: "retrying",
  wait: "sending",
  off: "turned off",
};

/** What is derived from the brand colour, and by which contrast. */
export function ContrastPanel({ color }: { color: string }) {
  const query = useQuery({ ...brandColorsQuery(color), placeholderData: keepPreviousData });
  const derived = query.data;
  if (query.error && !derived) return <QueryError title="The colours could not be derived." query={query} />;
  if (!derived) return <SkeletonRows rows={4} label="Deriving colours" />;
  return (
    <section aria-labelledby="contrast" className="grid gap-4">
      <h2 id="contrast" className="text-lead">
        What becomes of {derived.color}
      </h2>
      {(["light", "dark"] as const).map((theme) => (
        <ThemeTable key={theme} theme={theme} shades={derived[theme]} />
      ))}
      <Near near={derived.near} />
    </section>
  );
}

function ThemeTable({ theme, shades }: { theme: "light" | "dark"; shades: BrandShades }) {
  return (
    <div className="grid gap-1">
      <h3 className="text-dense font-firm">{theme === "light" ? "On light pages" : "On dark pages"}</h3>
      <LedgerTable caption={`Colours on ${theme} pages`} columns={COLUMNS} headHidden>
        <LedgerBody>
          {reasons(shades).map(({ what, color, why }) => (
            <LedgerRow key={what}>
              <LedgerCell head>{what}</LedgerCell>
              <LedgerCell>
                <span className="inline-flex items-center gap-2 align-middle">
                  <span
                    aria-hidden="true"
                    data-theme={theme}
                    className="size-4 shrink-0 rounded-[3px] border border-line-strong"
                    style={{ background: color }}
                  />
                  <span className="text-mono">{color}</span>
                </span>
              </LedgerCell>
              <LedgerCell faint>
                <span className="block whitespace-normal py-1.5">{why}</span>
              </LedgerCell>
            </LedgerRow>
          ))}
        </LedgerBody>
      </LedgerTable>
    </div>
  );
}

function reasons({ solid, onSolid, text, ring, edge, contrasts }: BrandShades) {
  const white = `White on it has ${contrasts.white}:1`;
  return [
    {
      what: "Buttons",
      color: solid,
      why: edge
        ? `Your colour. It has only ${contrasts.solid}:1 beside the page, so buttons get an edge.`
        : `Your colour, ${contrasts.solid}:1 beside the page.`,
    },
    {
      what: "Their labels",
      color: onSolid,
      why: onSolid === "#ffffff" ? `${white}.` : `${white}, less than 4.5. This has ${contrasts.onSolid}:1.`,
    },
    {
      what: "Links",
      color: text,
      why:
        text === solid
          ? `Your colour as it is: at least ${contrasts.text}:1 on every ground.`
          : `Your colour has ${contrasts.brand}:1, less than 4.5. Moved in lightness until it has ${contrasts.text}:1.`,
    },
    {
      what: "Focus",
      color: ring,
      why:
        ring === solid
          ? `Your colour as it is, ${contrasts.ring}:1.`
          : `Moved until it has ${contrasts.ring}:1; 3 is enough.`,
    },
  ];
}

function Near({ near }: Pick<BrandColorsOut, "near">) {
  if (near.length === 0) return <p className="text-body text-ink-2">It resembles no colour of a state.</p>;
  const states = [...new Set(near.map(({ state }) => WORDS[state]))];
  return (
    <p className="text-body text-ink-2">
      It looks much like the mark of <strong className="font-strong text-ink">{states.join(", ")}</strong>. States keep
      their colours and shapes: your colour is in buttons, links, focus, selection and logo only, and never in data.
    </p>
  );
}
