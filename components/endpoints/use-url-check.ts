"use client";

import { useMutation } from "@tanstack/react-query";
import { useAccess } from "@/components/portal/access.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import type { EndpointCheckOut } from "@/lib/contract/endpoint-check.ts";

export type UrlCheck = { kind: "running" } | { kind: "done"; found: EndpointCheckOut };

/** At the latest after this long a press is taken to be over. */
const PRESS_MS = 500;

/**
 * What the server finds behind a URL. It advises: while it runs or when it fails nothing waits for it.
 * @returns the check of this very URL, or null
 */
export function useUrlCheck(url: string): { check: UrlCheck | null; ask: (url: string) => void } {
  const { applicationId, call } = useAccess();
  const { mutate, variables, data, isPending } = useMutation({
    mutationFn: (asked: string) =>
      call("POST /app/{app_id}/endpoint-check", { params: { app_id: applicationId }, body: { url: asked } }),
    onSuccess: ({ message, hint }) => announce([message, hint].filter(Boolean).join(" ")),
  });
  const isOfThis = variables === url;

  function ask(asked: string) {
    // What was found to be fine is not looked at again each time the field is passed.
    if (asked === "" || (variables === asked && (isPending || data?.ok))) return;
    afterPress(() => mutate(asked));
  }

  if (!isOfThis) return { check: null, ask };
  if (isPending) return { check: { kind: "running" }, ask };
  return { check: data ? { kind: "done", found: data } : null, ask };
}

/** A field is left by pressing something else: what appears before the press ends would move that away. */
function afterPress(then: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const released = () => {
    clearTimeout(timer);
    for (const event of ["pointerup", "keyup"]) window.removeEventListener(event, released);
    setTimeout(then);
  };
  timer = setTimeout(released, PRESS_MS);
  for (const event of ["pointerup", "keyup"]) window.addEventListener(event, released, { once: true });
}
