"use client";

import type { ReactNode } from "react";
import { HeaderList } from "@/components/attempts/header-list.tsx";
import { Code } from "@/components/ui/code.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { JsonView } from "@/components/ui/json-view.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery.ts";

const NO_BODY = {
  expired: "The payload is no longer kept.",
  not_logged: "It was signed and sent, but this endpoint’s settings keep request bodies out of the log.",
  not_sent: "Nothing was sent: the transformation of the endpoint ended the try.",
  unknown: "The worker stopped before it could write down what it sent.",
};

/** What was sent, to where, and what the three signature headers mean. */
export function RequestTab({ attempt }: { attempt: AttemptDetailOut }) {
  const { method, url, headers, body, bodyMissing } = attempt.request;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="flex items-start gap-1 text-mono">
        <span className="shrink-0 font-strong">{method}</span>
        <span dir="ltr" translate="no" className="min-w-0 break-all">
          {url}
        </span>
        <CopyButton value={url} label="Copy URL" className="-my-0.5" />
      </p>
      <section>
        <h3 className="pb-1 text-dense font-firm">Body</h3>
        {body === null ? (
          <p className="text-dense text-ink-2">{NO_BODY[bodyMissing ?? "expired"]}</p>
        ) : (
          <JsonView label="request body" body={{ text: body }} exactNote="This is what was signed." />
        )}
      </section>
      <section>
        <h3 className="pb-1 text-dense font-firm">Headers</h3>
        <HeaderList label="Request headers" headers={headers} notes={signatureNotes(headers)} />
      </section>
    </div>
  );
}

function signatureNotes(headers: [string, string][]): Record<string, ReactNode> {
  const headerOf = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const seconds = Number(headerOf("webhook-timestamp"));
  const signatures = headerOf("webhook-signature")?.split(" ") ?? [];
  const hasKeyPair = signatures.some((one) => one.startsWith("v1a,"));
  return {
    "webhook-id": headerOf("webhook-id")?.startsWith("batch_")
      ? "The batch, the same on every try of it. Each event within has the id of its message: use that to recognise repeats."
      : "The message. It stays the same on every try and replay: use it to recognise repeats.",
    "webhook-timestamp": seconds ? (
      <>
        Signed <Time at={new Date(seconds * 1000).toISOString()} show="moment" />. Refuse what is older than 5 minutes.
      </>
    ) : null,
    "webhook-sequence":
      "The number of the message within its application, in the order of acceptance. It is not part of what is signed.",
    "webhook-signature": (
      <>
        {signatures.length > 1
          ? `${formatQuantity(signatures.length, "signature", "signatures")}, since the secret was being rotated: one match is enough. `
          : null}
        {hasKeyPair ? "Ed25519" : "HMAC-SHA256"} over <Code>webhook-id.webhook-timestamp.body</Code>
        {hasKeyPair ? ", to verify with the endpoint’s public key" : " with the endpoint’s secret"}, in base64.
      </>
    ),
  };
}
