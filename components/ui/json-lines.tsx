"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { JsonMatch } from "@/components/ui/json-search.ts";
import { placeOf } from "@/components/ui/json-search.ts";
import type { JsonChild, JsonNode } from "@/components/ui/json-tree.ts";

type Outline = {
  closed: Set<string>;
  toggle: (path: string) => void;
  chosen: JsonNode | null;
  choose: (node: JsonNode) => void;
  /** What is looked for, and which of the lines that hold it is shown. */
  sought: { text: string; match: JsonMatch | null };
};

/** Children are put into the document a hundred at a time, so that a list of ten thousand does not stop the page. */
const PAGE = 100;
/** Longer strings are folded. */
const FOLD = 200;

export function JsonLines({ root, ...outline }: Outline & { root: JsonNode }) {
  return (
    <ul>
      <Entry child={{ key: null, node: root }} depth={0} last outline={outline} />
    </ul>
  );
}

type EntryProps = { child: JsonChild; depth: number; last: boolean; outline: Outline };

function Entry({ child: { key, node }, depth, last, outline }: EntryProps) {
  const t = useTranslations("ui.json");
  const comma = last ? "" : ",";
  if (!("children" in node) || node.children.length === 0)
    return (
      <li>
        <Line node={node} number={node.line} depth={depth} outline={outline}>
          <Key name={key} sought={outline.sought.text} />
          <Scalar node={node} sought={outline.sought} />
          <Punctuation text={comma} />
        </Line>
      </li>
    );

  const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
  const isClosed = outline.closed.has(node.path);
  const count = t(node.kind === "object" ? "keys" : "items", { count: node.children.length });
  return (
    <li>
      <Line node={node} number={node.line} depth={depth} outline={outline}>
        <button
          type="button"
          aria-expanded={!isClosed}
          aria-label={t("node", { name: String(key ?? (node.path || t("body"))), count })}
          onClick={() => outline.toggle(node.path)}
          className="focus-inset -ms-6 inline-flex size-6 items-center justify-center rounded-control text-ink-3 hover:bg-hover hover:text-ink"
        >
          <svg
            viewBox="0 0 8 8"
            aria-hidden="true"
            className={clsx("size-2 transition-transform duration-(--dur-1)", !isClosed && "rotate-90")}
          >
            <path d="M2 .8 6.6 4 2 7.2Z" fill="currentColor" />
          </svg>
        </button>
        <Key name={key} sought={outline.sought.text} />
        <Punctuation text={isClosed ? `${open} ` : open} />
        {isClosed ? (
          <>
            <span className="text-code-note">{count}</span>
            <Punctuation text={` ${close}${comma}`} />
          </>
        ) : null}
      </Line>
      {isClosed ? null : (
        <>
          <Children nodes={node.children} depth={depth + 1} outline={outline} />
          <Line node={node} number={node.endLine} depth={depth} outline={outline} end>
            <Punctuation text={`${close}${comma}`} />
          </Line>
        </>
      )}
    </li>
  );
}

function Children({ nodes, depth, outline }: { nodes: JsonChild[]; depth: number; outline: Outline }) {
  const t = useTranslations("ui.json");
  const [shown, setShown] = useState(PAGE);
  const { match } = outline.sought;
  const way = match && [...match.within, match.node];
  const sought = way ? nodes.findIndex(({ node }) => way.includes(node)) : -1;
  const entry = (child: JsonChild) => (
    <Entry key={child.node.line} child={child} depth={depth} last={child === nodes.at(-1)} outline={outline} />
  );
  return (
    <ul>
      {nodes.slice(0, shown).map(entry)}
      {nodes.length > shown ? (
        <li style={{ paddingInlineStart: `calc(var(--gutter) + ${depth * 2 + 6}ch)` }}>
          <button
            type="button"
            onClick={() => setShown(shown + PAGE)}
            className="focus-inset min-h-6 rounded-control px-1 text-accent underline underline-offset-3"
          >
            {t("showMore", { count: Math.min(PAGE, nodes.length - shown), all: nodes.length })}
          </button>
        </li>
      ) : null}
      {/* What is found beyond is shown by itself. */}
      {sought >= shown ? nodes.slice(sought, sought + 1).map(entry) : null}
    </ul>
  );
}

type LineProps = {
  node: JsonNode;
  number: number;
  depth: number;
  outline: Outline;
  end?: boolean;
  children: ReactNode;
};

function Line({ node, number, depth, outline: { chosen, choose }, end, children }: LineProps) {
  const t = useTranslations("ui.json");
  const isChosen = chosen === node;
  return (
    <div className={clsx("flex min-h-6", isChosen && !end && "bg-active")}>
      <button
        type="button"
        // Closing brackets are lines too, but there is nothing to choose that the opening one does not give.
        tabIndex={!end && (isChosen || (chosen === null && number === 1)) ? 0 : -1}
        data-line={end ? undefined : number}
        aria-label={node.path ? t("lineAt", { number, path: node.path }) : t("line", { number })}
        onFocus={() => choose(node)}
        onClick={() => choose(node)}
        className="focus-inset sticky start-0 min-w-6 shrink-0 bg-sunken ps-3 pe-2 text-end text-ink-3 hover:text-ink"
        style={{ width: "calc(var(--gutter) + 24px)" }}
      >
        {number}
      </button>
      <span className="flex whitespace-pre pe-3" style={{ paddingInlineStart: `calc(${depth * 2}ch + 24px)` }}>
        {children}
      </span>
    </div>
  );
}

function Key({ name, sought }: { name: string | null; sought: string }) {
  if (name === null) return null;
  return (
    <>
      <span className="font-strong text-code-key">
        <Marked text={JSON.stringify(name)} sought={sought} />
      </span>
      <Punctuation text=": " />
    </>
  );
}

/** A text with the first place that holds what is looked for. */
function Marked({ text, sought }: { text: string; sought: string }) {
  const at = placeOf(text, sought);
  if (at < 0) return text;
  const end = at + sought.length;
  return (
    <>
      {text.slice(0, at)}
      <mark className="rounded-mark bg-retry-soft text-ink outline-1 outline-retry-mark">{text.slice(at, end)}</mark>
      {text.slice(end)}
    </>
  );
}

function Punctuation({ text }: { text: string }) {
  return text ? <span className="text-code-punc">{text}</span> : null;
}

function Scalar({ node, sought: { text, match } }: { node: JsonNode; sought: Outline["sought"] }) {
  const t = useTranslations("ui.json");
  const [isOpened, setOpen] = useState(false);
  if ("children" in node) return <Punctuation text={node.kind === "object" ? "{}" : "[]"} />;
  const marked = <Marked text={node.raw} sought={text} />;
  if (node.kind === "number") return <span className="text-code-num">{marked}</span>;
  if (node.kind === "keyword") return <span className="text-code-kw">{marked}</span>;
  if (node.raw.length <= FOLD) return <span className="text-code-str">{marked}</span>;
  const open = isOpened || (match?.node === node && placeOf(node.raw, text) + text.length > FOLD);
  return (
    <span className="text-code-str">
      <span className={clsx(open && "inline-block max-w-[80ch] whitespace-pre-wrap break-all")}>
        {open ? marked : <Marked text={`${node.raw.slice(0, FOLD)}…`} sought={text} />}
      </span>{" "}
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="focus-inset min-h-6 rounded-control px-1 text-accent underline underline-offset-3"
      >
        {open ? t("fold") : t("moreCharacters", { count: node.value.length - FOLD })}
      </button>
    </span>
  );
}
