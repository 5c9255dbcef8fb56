"use client";

import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps, MouseEvent, ReactNode } from "react";

export type LedgerColumn = {
  id: string;
  /** Sentence case; empty only with `hiddenLabel`. */
  label: ReactNode;
  /** For the glyph column and the like: the name for screen readers. */
  hiddenLabel?: string;
  align?: "start" | "end";
  /** A CSS width; one column without it takes the rest. */
  width?: string;
  /** The column goes when the table is narrower: it may stand beside an open sheet or in somebody's frame. */
  from?: LedgerFrom;
  sort?: { direction: "ascending" | "descending" | "none"; onSort: () => void };
};

type LedgerFrom = "sm" | "mid" | "md" | "lg" | "xl";

// The window's breakpoints less the margins of a page.
const FROM: Record<LedgerFrom, string> = {
  sm: "@max-[27rem]:hidden",
  mid: "@max-[36rem]:hidden",
  md: "@max-[44rem]:hidden",
  lg: "@max-[60rem]:hidden",
  xl: "@max-[76rem]:hidden",
};

type LedgerTableProps = {
  /** What the rows are; for screen readers. */
  caption: string;
  columns: LedgerColumn[];
  /** `tbody` elements: `LedgerDay` or `LedgerBody`. */
  children: ReactNode;
  /** All rows, where only some are in the document. -1 when nobody knows. */
  rowCount?: number;
  /** Old rows stay while new ones are fetched. */
  stale?: boolean;
  headHidden?: boolean;
  className?: string;
};

/** Hairlines only: no box, no stripes, no filled head. The glyph column read downwards is the log. */
export function LedgerTable({ caption, columns, children, rowCount, stale, headHidden, className }: LedgerTableProps) {
  return (
    <div className="@container">
      <table
        aria-rowcount={rowCount}
        aria-busy={stale || undefined}
        className={clsx(
          "w-full table-fixed border-collapse text-dense transition-opacity duration-(--dur-2)",
          stale && "opacity-60",
          className,
        )}
      >
        <caption className="sr-only">{caption}</caption>
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} className={column.from && FROM[column.from]} style={{ width: inRem(column.width) }} />
          ))}
        </colgroup>
        <thead className={clsx(headHidden && "sr-only")}>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={column.sort && column.sort.direction !== "none" ? column.sort.direction : undefined}
                className={clsx(
                  CELL,
                  "h-8 text-meta text-ink-3 wrap-break-word",
                  column.align === "end" ? "text-end" : "text-start",
                  column.from && FROM[column.from],
                )}
              >
                {column.hiddenLabel ? <span className="sr-only">{column.hiddenLabel}</span> : <Head column={column} />}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </div>
  );
}

/** What is given in pixels grows with the reader's text, as what stands in it does. */
function inRem(width: string | undefined): string | undefined {
  return width?.endsWith("px") ? `${Number.parseFloat(width) / 16}rem` : width;
}

const CELL = "px-2 first:ps-0 last:pe-0 font-plain";

function Head({ column }: { column: LedgerColumn }) {
  if (!column.sort) return column.label;
  const { direction, onSort } = column.sort;
  return (
    <button
      type="button"
      onClick={onSort}
      className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded-control px-1 hover:bg-hover hover:text-ink"
    >
      {column.label}
      <svg viewBox="0 0 8 8" aria-hidden="true" className={clsx("size-2", direction === "none" && "opacity-0")}>
        <path d={direction === "ascending" ? "M4 1.5 7 6H1Z" : "M4 6.5 1 2h6Z"} fill="currentColor" />
      </svg>
    </button>
  );
}

/** Rows without a date rule. */
export function LedgerBody({ children }: { children: ReactNode }) {
  return <tbody>{children}</tbody>;
}

type LedgerDayProps = { day: ReactNode; columns: LedgerColumn[]; children: ReactNode };

/** The rows of one day under its rule, which stays in sight while they scroll by. */
export function LedgerDay({ day, columns, children }: LedgerDayProps) {
  const always = columns.filter((column) => !column.from).length;
  const sticky = "sticky top-header z-10 h-8 border-line border-b bg-canvas p-0";
  return (
    <tbody className="[&>tr:nth-child(2)]:border-t-0">
      <tr>
        <th
          scope="rowgroup"
          colSpan={always}
          className={clsx(sticky, "pb-1 text-start align-bottom text-meta font-firm text-ink-2")}
        >
          {day}
        </th>
        {/* A span over all columns would bring hidden ones back as empty space. */}
        {columns.map((column) =>
          column.from ? <td key={column.id} className={clsx(sticky, FROM[column.from])} /> : null,
        )}
      </tr>
      {children}
    </tbody>
  );
}

type LedgerRowProps = ComponentProps<"tr"> & {
  /** Its details are open beside the list. */
  current?: boolean;
  /** Chosen by its checkbox. */
  chosen?: boolean;
  /** Arrived or changed just now: a tint that fades. */
  fresh?: boolean;
};

/** A press anywhere on the row is a press on its `RowLink`, with the same keys held. Keyboards use the link. */
export function LedgerRow({ current, chosen, fresh, className, onClick, children, ...props }: LedgerRowProps) {
  return (
    // A convenience for pointers; the link in the row serves keyboards.
    <tr
      {...props}
      aria-current={current || undefined}
      onClick={(event) => {
        onClick?.(event);
        if (!event.defaultPrevented) forward(event);
      }}
      className={clsx(
        "group/row group/copy border-line border-t has-[[data-row-link]]:cursor-pointer hover:bg-hover",
        current ? "bg-active [&_.text-ink-3]:text-ink-2" : chosen ? "bg-accent-soft" : fresh && "animate-tint",
        className,
      )}
    >
      {children}
    </tr>
  );
}

function forward(event: MouseEvent<HTMLTableRowElement>) {
  const target = event.target as HTMLElement;
  if (target.closest("a,button,input,label,select,summary,[popover]")) return;
  // Text in a row can be selected; letting go of the pointer is then not a press.
  if (window.getSelection()?.toString()) return;
  const link = event.currentTarget.querySelector<HTMLAnchorElement>("[data-row-link]");
  const { ctrlKey, metaKey, shiftKey } = event;
  link?.dispatchEvent(new window.MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
}

/** The row's one link; its text names the row. */
export function RowLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...props}
      data-row-link=""
      className={clsx(
        "inline-flex min-h-6 min-w-0 max-w-full items-center rounded-mark text-ink no-underline group-hover/row:underline group-hover/row:decoration-line-strong group-hover/row:underline-offset-3",
        className,
      )}
    />
  );
}

type LedgerCellProps = Omit<ComponentProps<"td">, "align"> & {
  align?: "start" | "end";
  /** Ids, URLs, codes. */
  machine?: boolean;
  /** Second in rank. */
  faint?: boolean;
  from?: LedgerFrom;
  /** The cell that names its row. */
  head?: boolean;
  /** Its text goes on in further lines, in place of ending in an ellipsis. */
  wraps?: boolean;
};

export function LedgerCell({ align, machine, faint, from, head, wraps, className, ...props }: LedgerCellProps) {
  const face = clsx(
    CELL,
    "h-row overflow-hidden",
    wraps ? "wrap-break-word" : "text-ellipsis whitespace-nowrap",
    align === "end" ? "text-end" : "text-start",
    machine && "text-mono",
    faint ? "text-ink-2" : "text-ink",
    from && FROM[from],
    className,
  );
  return head ? <th scope="row" {...props} className={face} /> : <td {...props} className={face} />;
}

/** A number with its unit in the quieter ink. */
export function Measure({ value, unit }: { value: string; unit?: string }) {
  return (
    <span className="whitespace-nowrap" data-num>
      {value}
      {unit ? <span className="text-ink-3">&nbsp;{unit}</span> : null}
    </span>
  );
}
