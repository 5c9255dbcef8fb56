"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useEffect, useState } from "react";

const LeaveDialog = dynamic(async () => (await import("@/components/endpoints/leave-dialog.tsx")).LeaveDialog);

const UnsavedContext = createContext<(section: string, dirty: boolean) => void>(() => {});

/** Tells the guard around it that this section has changes that are not saved. */
export function useUnsaved(section: string, dirty: boolean): void {
  const report = useContext(UnsavedContext);
  useEffect(() => {
    report(section, dirty);
    return () => report(section, false);
  }, [report, section, dirty]);
}

/** Asks before a link leads away from changes, and lets the browser ask before the tab is closed. */
export function UnsavedGuard({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [sections, setSections] = useState<readonly string[]>([]);
  const [target, setTarget] = useState<string | null>(null);
  const dirty = sections.length > 0;

  const report = useCallback((section: string, isDirty: boolean) => {
    setSections((now) => {
      if (now.includes(section) === isDirty) return now;
      return isDirty ? [...now, section] : now.filter((other) => other !== section);
    });
  }, []);

  useEffect(() => {
    if (!dirty) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = (event.target as HTMLElement).closest("a");
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !isPlain || link.target || link.origin !== window.location.origin) return;
      // Within the page nothing is lost.
      if (link.pathname === window.location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(link.href);
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [dirty]);

  return (
    <UnsavedContext value={report}>
      {children}
      {target === null ? null : (
        <LeaveDialog
          sections={sections}
          onStay={() => setTarget(null)}
          onLeave={() => {
            setSections([]);
            setTarget(null);
            router.push(target);
          }}
        />
      )}
    </UnsavedContext>
  );
}
