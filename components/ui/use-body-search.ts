"use client";

import { useMemo, useState } from "react";
import type { JsonMatch } from "@/components/ui/json-search.ts";
import { findInTree } from "@/components/ui/json-search.ts";
import type { JsonNode } from "@/components/ui/json-tree.ts";

export type BodySearch = ReturnType<typeof useBodySearch>;

/** What is looked for in a body, and at which of the places one is. */
export function useBodySearch(root: JsonNode, onShow: (match: JsonMatch) => void) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const matches = useMemo(() => findInTree(root, text), [root, text]);

  function show(among: JsonMatch[], index: number) {
    setAt(index);
    const match = among[index];
    if (match) onShow(match);
  }

  return {
    text,
    at,
    count: matches.length,
    match: matches[at] ?? null,
    look(next: string) {
      setText(next);
      show(findInTree(root, next), 0);
    },
    step(by: -1 | 1) {
      if (matches.length > 0) show(matches, (at + by + matches.length) % matches.length);
    },
  };
}
