"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { CONSOLE_HEADERS } from "@/components/deliveries/scope.ts";
import { Button } from "@/components/ui/button.tsx";
import { PAYLOAD_ROLE } from "@/lib/contract/roles.ts";

const HEADER = "x-posthorn-reveal";
const listeners = new Set<() => void>();
const isRevealed = () => HEADER in CONSOLE_HEADERS;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setRevealed(revealed: boolean): void {
  if (revealed) CONSOLE_HEADERS[HEADER] = "1";
  else delete CONSOLE_HEADERS[HEADER];
  for (const listener of listeners) listener();
}

/**
 * Values of payloads, requests and replies are masked by the server until somebody asks for them. It lasts until the page
 * is loaded again; each thing that is looked at meanwhile is written down.
 */
export function RevealPayloads({ className = "" }: { className?: string }) {
  const client = useQueryClient();
  const forbidden = useForbidden(PAYLOAD_ROLE);
  const revealed = useSyncExternalStore(subscribe, isRevealed, () => false);
  const toggle = () => {
    setRevealed(!revealed);
    // What was read the other way is read again.
    void client.invalidateQueries();
  };
  return (
    <p className={`flex flex-wrap items-center gap-x-3 gap-y-1 text-meta text-ink-2 ${className}`}>
      <span>
        {revealed ? "Values are shown. What you open is recorded in the audit log." : "Values of payloads are masked."}
      </span>
      <Button size="small" unavailable={forbidden} aria-pressed={revealed} onClick={toggle}>
        {revealed ? "Mask again" : "Reveal (recorded)"}
      </Button>
      {forbidden ? <span>{forbidden}</span> : null}
    </p>
  );
}
