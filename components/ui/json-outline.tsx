"use client";

import { clsx } from "clsx";
import dynamic from "next/dynamic";
import type { CSSProperties, KeyboardEvent } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { JsonLines } from "@/components/ui/json-lines.tsx";
import type { JsonNode } from "@/components/ui/json-tree.ts";
import { jsonText } from "@/components/ui/json-tree.ts";
import { useBodySearch } from "@/components/ui/use-body-search.ts";

// Loaded after the page: a page of little else than a body is to stay light.
const JsonSearchBar = dynamic(() => import("@/components/ui/json-search-bar.tsx").then((m) => m.JsonSearchBar), {
  loading: () => <div className="h-8" />,
  ssr: false,
});

/** Below this many lines the whole outline is open at first. */
const OPEN_LINES = 400;
/** Fewer are seen at a glance. */
const SEARCH_LINES = 12;

/**
 * Nested lists of lines. The line numbers are one stop of the Tab key, with arrow keys from line to line;
 * the buttons that open and close are stops of their own. The bar beneath tells the chosen line's path and copies it or its value.
 */
export function JsonOutline({ root, label }: { root: JsonNode; label: string }) {
  const [closed, setClosed] = useState(() => initiallyClosed(root));
  const [chosen, setChosen] = useState<JsonNode | null>(null);
  const ref = useRef<HTMLElement>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const search = useBodySearch(root, (match) => {
    setClosed((old) => new Set([...old].filter((path) => !match.within.some((node) => node.path === path))));
    setChosen(match.node);
  });
  const gutter = useMemo(() => `${String(lineCount(root)).length}ch`, [root]);

  function toggle(path: string) {
    setClosed((old) => {
      const next = new Set(old);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  }

  // The line is there once what holds it is open.
  const target = search.match?.node;
  useEffect(() => {
    if (target) ref.current?.querySelector(`[data-line="${target.line}"]`)?.scrollIntoView({ block: "nearest" });
  }, [target]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key.toLowerCase() === "f" && (event.ctrlKey || event.metaKey) && inputRef.current) {
      event.preventDefault();
      inputRef.current.focus();
      inputRef.current.select();
      return;
    }
    const lines = [...(ref.current?.querySelectorAll<HTMLElement>("[data-line]") ?? [])];
    const index = lines.indexOf(document.activeElement as HTMLElement);
    if (index < 0) return;
    const target = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: lines.length - 1 }[event.key];
    if (target !== undefined) lines[Math.max(0, Math.min(lines.length - 1, target))]?.focus();
    else if (event.key === "ArrowLeft" && chosen && "children" in chosen && !closed.has(chosen.path))
      toggle(chosen.path);
    else if (event.key === "ArrowRight" && chosen && closed.has(chosen.path)) toggle(chosen.path);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div>
      {lineCount(root) >= SEARCH_LINES ? <JsonSearchBar ref={inputRef} label={label} search={search} /> : null}
      <section
        ref={ref}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        onKeyDown={onKeyDown}
        className="focus-inset max-h-[60dvh] overflow-auto pb-2"
        style={{ "--gutter": gutter } as CSSProperties}
      >
        <div dir="ltr" translate="no" className="min-w-max bg-sunken text-mono leading-6">
          <JsonLines root={root} closed={closed} toggle={toggle} chosen={chosen} choose={setChosen} sought={search} />
        </div>
      </section>
      <ChosenLine node={chosen} />
    </div>
  );
}

const lineCount = (root: JsonNode) => ("endLine" in root ? root.endLine : root.line);

/** Large bodies open two levels deep. */
function initiallyClosed(root: JsonNode): Set<string> {
  const closed = new Set<string>();
  if (!("endLine" in root) || root.endLine <= OPEN_LINES) return closed;
  const visit = (node: JsonNode, depth: number) => {
    if (!("children" in node)) return;
    if (depth >= 2 && node.children.length > 0) closed.add(node.path);
    for (const child of node.children) visit(child.node, depth + 1);
  };
  visit(root, 0);
  return closed;
}

function ChosenLine({ node }: { node: JsonNode | null }) {
  const t = useTranslations("ui.json");
  return (
    <div className={clsx("flex min-h-9 items-center gap-2 border-line border-t px-3 text-meta", !node && "text-ink-3")}>
      {node ? (
        <>
          <span dir="ltr" translate="no" className="min-w-0 grow truncate text-mono text-ink-2">
            {node.path || t("whole")}
          </span>
          <CopyButton
            value={() => jsonText(node)}
            label={t("copyValue")}
            button={{ variant: "quiet", size: "small" }}
          />
          {node.path ? (
            <CopyButton value={node.path} label={t("copyPath")} button={{ variant: "quiet", size: "small" }} />
          ) : null}
        </>
      ) : (
        t("choose")
      )}
    </div>
  );
}
