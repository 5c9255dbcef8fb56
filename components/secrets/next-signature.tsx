"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { secretsQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { SigningKey } from "@/components/secrets/signing-key.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { Select } from "@/components/ui/select.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { HANDLERS, handlerOf } from "@/components/verify/handlers.ts";
import { HighlightedCode } from "@/components/verify/highlighted-code.tsx";
/** After the first test that arrived: make sure that only our messages are believed. */
export function NextSignature({ endpointId, href }: { endpointId: string; href: string }) {
  const secrets = useQuery(secretsQuery(useAccess(), endpointId));
  const [language, setLanguage] = useState("node");
  const handler = handlerOf(language);
  return (
    <section aria-label="Next" className="grid grid-cols-1 gap-3 border-line border-t pt-4">
      <div>
        <h3 className="text-lead">Next: check the signature in your code</h3>
        <p className="max-w-measure text-body text-ink-2">
          Anybody can post to your URL. The signature proves that a message is ours and unchanged; check it against the
          raw body, before you parse it.
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="text-dense text-ink-3">Secret</span>
        <SigningKey endpointId={endpointId} version={secrets.data?.find(({ current }) => current)} />
      </div>
      <Select
        aria-label="Language"
        options={HANDLERS.map(({ id, label }) => ({ value: id, label: label ?? "By hand" }))}
        value={language}
        onChange={(event) => setLanguage(event.target.value)}
        className="max-w-48"
      />
      <CodeBlock
        label={`handler for ${handler.label ?? "a test by hand"}`}
        code={handler.code}
        highlighted={<HighlightedCode handler={handler} />}
      />
      <p className="text-dense">
        <TextLink href={href}>Go to the endpoint</TextLink>
      </p>
    </section>
  );
}
