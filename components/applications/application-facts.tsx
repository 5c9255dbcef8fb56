import { CopyText } from "@/components/ui/copy-button.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { ApplicationOut } from "@/lib/contract/application.ts";

export function ApplicationFacts({ application }: { application: ApplicationOut }) {
  const { id, uid, throttleRate, createdAt } = application;
  return (
    <KeyValueList>
      <KeyValue label="Application id">
        <CopyText value={id} label="Copy application id" />
      </KeyValue>
      <KeyValue label="Your id">
        {uid ? <CopyText value={uid} label="Copy your id" /> : <span className="text-ink-3">none</span>}
      </KeyValue>
      <KeyValue label="Limit">
        {throttleRate ? `${formatQuantity(throttleRate, "request", "requests")} a second` : "none"}
      </KeyValue>
      <KeyValue label="Created">
        <Time at={createdAt} show="moment" precision="minute" />
      </KeyValue>
    </KeyValueList>
  );
}
