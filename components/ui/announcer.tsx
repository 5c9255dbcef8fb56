"use client";

import { useEffect, useState } from "react";

type Listener = (text: string) => void;

// The innermost region speaks: everything outside an open modal dialog is inert, its live regions too.
const regions: Listener[] = [];

/** Says something to screen readers, politely. Safe to call anywhere in the browser. */
export function announce(text: string): void {
  regions.at(-1)?.(text);
}

export function Announcer() {
  const [said, setSaid] = useState({ text: "", turn: 0 });

  useEffect(() => {
    const listener: Listener = (text) => setSaid(({ turn }) => ({ text, turn: turn + 1 }));
    regions.push(listener);
    return () => {
      regions.splice(regions.indexOf(listener), 1);
    };
  }, []);

  // Two alternating lines, so that the same words twice are a change and are read twice.
  return (
    <div role="status" aria-live="polite" className="sr-only">
      <p>{said.turn % 2 ? said.text : ""}</p>
      <p>{said.turn % 2 ? "" : said.text}</p>
    </div>
  );
}
