"use client";

import { useEffect, useState } from "react";
import type { Draft } from "@/components/branding/draft.ts";

/** Drawn anew when the hand rests. */
const RESTS_MS = 300;

/** A real portal page in both themes, with failing endpoints: the place where a brand could be mistaken for a state. */
export function BrandingPreview({ settings }: { settings: Partial<Draft> }) {
  const text = JSON.stringify(settings);
  const [drawn, setDrawn] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setDrawn(text), RESTS_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const src = `/portal/preview?settings=${encodeURIComponent(drawn)}`;
  return (
    <section aria-labelledby="preview" className="@container grid content-start gap-3">
      <h2 id="preview" className="text-lead">
        Preview
      </h2>
      <div className="grid gap-4 @min-[50rem]:grid-cols-2">
        {(["light", "dark"] as const).map((mode) => (
          <iframe
            key={mode}
            title={`Preview, ${mode}`}
            src={`${src}&mode=${mode}`}
            // A picture that is drawn by the portal itself: there is nothing to do in it.
            inert
            className="h-[800px] w-full rounded-card border border-line"
          />
        ))}
      </div>
    </section>
  );
}
