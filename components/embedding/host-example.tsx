"use client";

import { useEffect, useRef, useState } from "react";
import { createPortalLink } from "@/components/applications/portal-link.ts";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";

type Mounted = { destroy: () => void };
type Script = { mount: (place: HTMLElement, options: object) => Mounted };

/** Loaded as an operator's page loads it. */
function loadScript(): Promise<Script> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/embed.js";
    script.addEventListener("load", () => resolve((window as unknown as { Posthorn: Script }).Posthorn));
    script.addEventListener("error", () => reject(new Error("embed.js did not load.")));
    document.head.append(script);
  });
}

/** Somebody's product, with a portal among its settings. */
export function HostExample({ applicationId, height }: { applicationId: string; height: "auto" | "fill" }) {
  const place = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let mounted: Mounted | undefined;
    let gone = false;
    const link = async () => (await createPortalLink(applicationId, { capabilities: ["ViewBase"], expiry: 3600 })).url;
    Promise.all([loadScript(), link()])
      .then(([script, url]) => {
        if (!gone && place.current) mounted = script.mount(place.current, { url, height, refresh: link });
      })
      .catch((error: Error) => setProblem(error.message));
    return () => {
      gone = true;
      mounted?.destroy();
    };
  }, [applicationId, height]);

  return (
    // Named: the portal in its frame has a main part as well.
    <main aria-label="A page of your product" className="mx-auto grid max-w-container-lg gap-6 px-6 py-6">
      <header className="flex items-center gap-4 border-line border-b pb-3 text-dense text-ink-2">
        <strong className="text-lead text-ink">Your product</strong>
        <span>Billing</span>
        <span>Team</span>
        <span className="font-firm text-ink">Webhooks</span>
      </header>
      {problem ? <ErrorPanel title="The portal was not opened.">{problem}</ErrorPanel> : null}
      <div ref={place} className={height === "fill" ? "h-[560px]" : undefined} />
      <p className="border-line border-t pt-3 text-meta text-ink-3">The end of your page.</p>
    </main>
  );
}
