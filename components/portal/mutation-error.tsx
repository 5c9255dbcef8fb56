"use client";

import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { ApiError } from "@/lib/contract/client.ts";

/** Why a write failed, where it was asked for. Nothing while it has not. */
export function MutationError({ error, title }: { error: Error | null; title: string }) {
  if (!error) return null;
  return (
    <ErrorPanel title={title} requestId={error instanceof ApiError ? error.requestId : null}>
      {error.message}
    </ErrorPanel>
  );
}
