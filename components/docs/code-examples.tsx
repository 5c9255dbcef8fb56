"use client";

import { useSyncExternalStore } from "react";
import { CodeBlock } from "@/components/ui/code.tsx";
import { TabPanel, Tabs } from "@/components/ui/tabs.tsx";

const KEY = "ph_docs_language";
const CHANGED = "ph-docs-language";

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  window.addEventListener("storage", listener);
  return () => {
    window.removeEventListener(CHANGED, listener);
    window.removeEventListener("storage", listener);
  };
}

function choose(id: string): void {
  localStorage.setItem(KEY, id);
  window.dispatchEvent(new Event(CHANGED));
}

/** The same request in several languages; the choice holds for every page. */
export function CodeExamples({ examples }: { examples: { id: string; label: string; code: string }[] }) {
  const chosen = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(KEY),
    () => null,
  );
  const shown = examples.find(({ id }) => id === chosen) ?? examples[0];
  if (!shown) return null;
  return (
    <>
      <Tabs label="Language" id="language" tabs={examples} value={shown.id} onChange={choose} />
      <TabPanel id="language" tab={shown.id}>
        <CodeBlock code={shown.code} label={`request with ${shown.label}`} />
      </TabPanel>
    </>
  );
}
