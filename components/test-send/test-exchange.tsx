"use client";

import { useId, useState } from "react";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { JsonView } from "@/components/ui/json-view.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { TabPanel, Tabs } from "@/components/ui/tabs.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery.ts";

type Side = "response" | "request" | "headers";

/** Both sides of one try, as they were. */
export function TestExchange({ attempt }: { attempt: AttemptDetailOut }) {
  const id = useId();
  const [side, setSide] = useState<Side>("response");
  const { request, response } = attempt;
  return (
    <div>
      <Tabs
        id={id}
        label="The test"
        tabs={[
          { id: "response", label: "Response" },
          { id: "request", label: "Request" },
          { id: "headers", label: "Headers" },
        ]}
        value={side}
        onChange={(next) => setSide(next as Side)}
      />
      <TabPanel id={id} tab={side}>
        {side === "response" ? <Response attempt={attempt} /> : null}
        {side === "request" ? (
          <div className="grid grid-cols-1 gap-3">
            <p className="flex min-w-0 items-center gap-2 text-mono">
              POST <CopyText value={request.url} label="Copy URL" />
            </p>
            {request.body === null ? (
              <p className="text-dense text-ink-3">The body is no longer kept.</p>
            ) : (
              <JsonView label="request body" body={{ text: request.body }} exactNote="This is what was signed." />
            )}
          </div>
        ) : null}
        {side === "headers" ? (
          <div className="grid grid-cols-1 gap-4">
            <Headers title="Sent" headers={request.headers} />
            {response ? <Headers title="Received" headers={response.headers} /> : null}
          </div>
        ) : null}
      </TabPanel>
    </div>
  );
}

function Response({ attempt: { response, errorDetail } }: { attempt: AttemptDetailOut }) {
  if (!response) {
    return (
      <p className="text-dense text-ink-2">
        There was no reply.{" "}
        {errorDetail ? (
          <>
            The network reported <span className="text-mono">{errorDetail}</span>.
          </>
        ) : null}
      </p>
    );
  }
  if (response.body === "") return <p className="text-dense text-ink-2">Your server replied without a body.</p>;
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <p className="text-meta text-ink-3">
        {response.truncated ? "Your server replied, in its beginning:" : "Your server replied:"}
      </p>
      <JsonView label="response body" body={response.base64 ? { base64: response.body } : { text: response.body }} />
    </div>
  );
}

function Headers({ title, headers }: { title: string; headers: [string, string][] }) {
  return (
    <div>
      <h3 className="mb-1 text-dense font-firm">{title}</h3>
      <KeyValueList>
        {headers.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the order is fixed.
          <KeyValue key={`${name}-${index}`} label={name}>
            <span dir="ltr" translate="no" className="break-all text-mono">
              {value}
            </span>
          </KeyValue>
        ))}
      </KeyValueList>
    </div>
  );
}
