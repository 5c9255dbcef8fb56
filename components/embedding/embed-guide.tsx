"use client";

import { useState } from "react";
import { HostFrame } from "@/components/embedding/host-frame.tsx";
import { backendSnippet, frameSnippets, policyLines } from "@/components/embedding/snippets.ts";
import { CodeBlock } from "@/components/ui/code.tsx";
import { TabPanel, Tabs } from "@/components/ui/tabs.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

type EmbedGuideProps = {
  publicUrl: string;
  /** Where the portal is, which may be a host of its own. */
  portalUrl: string;
  /** Sites that may frame every portal. */
  origins: string[];
  applications: { id: string; name: string }[];
};

/** From nothing to a portal within one's own product, with one's own addresses filled in. */
export function EmbedGuide({ publicUrl, portalUrl, origins, applications }: EmbedGuideProps) {
  const snippets = frameSnippets(portalUrl);
  const [tab, setTab] = useState(snippets[0]?.id ?? "react");
  const shown = snippets.find(({ id }) => id === tab);
  return (
    <div className="grid max-w-container-xl grid-cols-1 gap-8">
      <section aria-labelledby="allow">
        <h2 id="allow" className="mb-1 text-lead">
          1. Who may
        </h2>
        <p className="mb-2 max-w-measure text-body text-ink-2">
          {origins.length > 0 ? (
            <>
              Every portal may be framed by <span className="text-mono text-ink">{origins.join(", ")}</span>, as
              POSTHORN_EMBED_ORIGINS says. A link can name others in its embedOrigins.
            </>
          ) : (
            <>
              No site may frame a portal yet. Name yours in POSTHORN_EMBED_ORIGINS, for every portal, or in embedOrigins
              of each link, as below. The console can never be framed.
            </>
          )}
        </p>
        <CodeBlock code={backendSnippet(publicUrl)} label="your backend" />
      </section>
      <section aria-labelledby="frame">
        <h2 id="frame" className="mb-1 text-lead">
          2. Your page
        </h2>
        <Tabs label="Frameworks" id="frame" tabs={snippets} value={tab} onChange={setTab} />
        <TabPanel id="frame" tab={tab}>
          {shown ? <CodeBlock code={shown.code} label={shown.label} /> : null}
        </TabPanel>
        <p className="mt-2 max-w-measure text-body text-ink-2">
          A page of yours with a Content-Security-Policy needs these in it. Options, messages and svix-react are in the{" "}
          <TextLink href="/docs/embedding">guide</TextLink>.
        </p>
        <CodeBlock code={policyLines(portalUrl)} label="policy of your page" className="mt-2" />
      </section>
      <section aria-labelledby="live">
        <h2 id="live" className="mb-1 text-lead">
          3. How it looks
        </h2>
        <HostFrame applications={applications} />
      </section>
    </div>
  );
}
