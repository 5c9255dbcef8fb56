"use client";

import dynamic from "next/dynamic";
import { Suspense, useSyncExternalStore } from "react";

const HostBridge = dynamic(() => import("@/components/embedding/host-bridge.tsx").then((module) => module.HostBridge), {
  ssr: false,
});

/** On a page of its own there is nobody to talk to. @param origins that may frame this portal, besides our own pages */
export function Embedding({ origins, version }: { origins: string[]; version: string }) {
  const framed = useSyncExternalStore(
    () => () => {},
    () => window.parent !== window,
    () => false,
  );
  if (!framed) return null;
  return (
    <Suspense>
      <HostBridge origins={[window.location.origin, ...origins]} version={version} />
    </Suspense>
  );
}
