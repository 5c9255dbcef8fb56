import { eventIdWords, eventTypeWords, KINDS } from "@/components/sources/kinds.ts";
import { CodeBlock } from "@/components/ui/code.tsx";
import { formatCount } from "@/components/ui/format-number.ts";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { SourceOut } from "@/lib/contract/source.ts";

/** The address, and where it goes at the provider. */
export function SourceAddress({ source }: { source: SourceOut }) {
  return (
    <>
      <CodeBlock code={source.url} label="address" wrap />
      <p className="mt-2 max-w-measure text-body text-ink-2">{KINDS[source.kind].enter}</p>
    </>
  );
}

/** How a source is set up. */
export function SourceFacts({ source }: { source: SourceOut }) {
  const { kind, hmac, secrets, networks, channels } = source;
  return (
    <KeyValueList>
      <KeyValue label="Provider">{KINDS[kind].label}</KeyValue>
      {kind === "none" ? null : (
        <KeyValue label="Secret">
          <Secrets secrets={secrets} />
        </KeyValue>
      )}
      {hmac ? (
        <KeyValue label="Signature">
          {hmac.encoding} of {hmac.algorithm} in{" "}
          <span className="text-mono">
            {hmac.header}: {hmac.prefix}…
          </span>
        </KeyValue>
      ) : null}
      <KeyValue label="Event type">{eventTypeWords(source.eventType)}</KeyValue>
      <KeyValue label="Duplicates">
        {source.eventId ? `recognised for 7 days ${eventIdWords(source.eventId)}` : eventIdWords(null)}
      </KeyValue>
      <KeyValue label="Senders">{networks ? networks.join(", ") : "from every network"}</KeyValue>
      <KeyValue label="Limit">{formatCount(source.ratePerMinute)} requests a minute from one address</KeyValue>
      {channels ? <KeyValue label="Channels">{channels.join(", ")}</KeyValue> : null}
      <KeyValue label="Added">
        <Time at={source.createdAt} show="moment" precision="minute" />
      </KeyValue>
    </KeyValueList>
  );
}

function Secrets({ secrets }: { secrets: SourceOut["secrets"] }) {
  if (secrets.length === 0) return <span className="text-fail-ink">none: every request is refused</span>;
  return (
    <span className="flex flex-wrap gap-x-3">
      {secrets.map(({ last4, createdAt, expiresAt }) => (
        <span key={createdAt}>
          <span className="text-mono">••••{last4}</span>
          {expiresAt ? (
            <>
              {" "}
              until <Time at={expiresAt} show="moment" precision="minute" />
            </>
          ) : null}
        </span>
      ))}
    </span>
  );
}
