import { CopyText } from "@/components/ui/copy-button.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { ApplicationOut } from "@/lib/contract/application.ts";

export function ApplicationFacts({ application }: { application: ApplicationOut }) {
  const { id, uid, throttleRate, createdAt, metadata } = application;
  const pairs = Object.entries(metadata);
  return (
    <KeyValueList>
      <KeyValue label="Application id">
        <CopyText value={id} label="Copy application id" />
      </KeyValue>
      <KeyValue label="Your id">
        {uid ? <CopyText value={uid} label="Copy your id" /> : <span className="text-ink-3">none</span>}
      </KeyValue>
      <KeyValue label="Limit">
        {throttleRate ? `${formatQuantity(throttleRate, "message", "messages")} a second` : "none"}
      </KeyValue>
      <KeyValue label="Created">
        <Time at={createdAt} show="moment" precision="minute" />
      </KeyValue>
      {pairs.length === 0 ? (
        <KeyValue label="Metadata">
          <span className="text-ink-3">none</span>
        </KeyValue>
      ) : (
        pairs.map(([key, value]) => (
          <KeyValue key={key} label={key}>
            <CopyText value={value} label={`Copy ${key}`} />
          </KeyValue>
        ))
      )}
    </KeyValueList>
  );
}
