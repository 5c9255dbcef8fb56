"use client";

import { usePathname } from "next/navigation";
import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { isAutoHeight } from "@/components/embedding/said.ts";

export type Toast = {
  /** What happened, where the page itself does not show it. */
  text: string;
  detail?: string;
  /** Undo where the effect can truly be taken back. */
  action?: { label: string; onClick: () => void };
  /** 6 s, or 12 s with an action. */
  durationMs?: number;
};

type Sonner = typeof import("sonner");

let loading: Promise<Sonner> | undefined;
let mount: ((sonner: Sonner) => void) | undefined;

/** Shows a toast. Its code is fetched for the first one, since most visits never see any. */
export function showToast({ text, detail, action, durationMs }: Toast): void {
  loading ??= import("sonner");
  void loading.then((sonner) => {
    mount?.(sonner);
    sonner.toast(text, { description: detail, action, duration: durationMs ?? (action ? 12_000 : 6_000) });
  });
}

/** Bottom centre in the portal, since hosts own the corners; bottom right in the console. F8 moves the focus there. */
export function ToastHost() {
  const [sonner, setSonner] = useState<Sonner>();
  const { forcedTheme, resolvedTheme } = useTheme();
  const inConsole = usePathname().startsWith("/console");

  useEffect(() => {
    mount = setSonner;
    return () => {
      mount = undefined;
    };
  }, []);

  if (!sonner) return null;
  return (
    <>
      <RoomForToasts useSonner={sonner.useSonner} />
      <sonner.Toaster
        position={inConsole ? "bottom-right" : isAutoHeight() ? "top-center" : "bottom-center"}
        theme={(forcedTheme ?? resolvedTheme) === "dark" ? "dark" : "light"}
        hotkey={["F8"]}
        gap={8}
        visibleToasts={3}
        mobileOffset={{ bottom: 72 }}
        toastOptions={{
          unstyled: true,
          classNames: {
            toast:
              "flex w-(--width) items-center gap-3 rounded-pop bg-solid px-4 py-2.5 text-dense text-on-solid shadow-pop font-sans",
            content: "grow",
            title: "font-firm",
            description: "text-meta opacity-85",
            actionButton: "h-7 shrink-0 rounded-control border border-current px-2.5 font-firm coarse:h-11",
          },
        }}
      />
    </>
  );
}

/** While there are any, app/styles/base.css keeps the focus clear of them. */
function RoomForToasts({ useSonner }: Pick<Sonner, "useSonner">) {
  const hasToasts = useSonner().toasts.length > 0;
  useEffect(() => {
    document.documentElement.toggleAttribute("data-toasts", hasToasts);
  }, [hasToasts]);
  return null;
}
