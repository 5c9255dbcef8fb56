import { type ReactNode, useId } from "react";
import { InForce } from "@/components/installation/in-force.tsx";
import type { RetentionSettings as Settings } from "@/components/installation/types.ts";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { KeyValueList } from "@/components/ui/key-value.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

const days = (n: number) => formatQuantity(n, "day", "days");

/** How long what is kept, where may be sent to, and what is taken out before it is written down. */
export function RetentionSettings({ settings }: { settings: Settings }) {
  const { days: kept, auditDays, egressAllow, allowHttp } = settings;
  return (
    <div className="grid grid-cols-1 gap-8">
      <StatusSentence>
        Messages, deliveries and tries are kept for <Figure>{days(kept.value)}</Figure>.
      </StatusSentence>
      <Section title="Kept">
        <InForce
          label="Deliveries, tries"
          {...kept}
          hint="Everything about them, with requests and replies. A day is dropped as a whole, within an hour after midnight UTC."
        >
          {days(kept.value)}
        </InForce>
        <InForce
          label="Payloads"
          {...kept}
          hint={
            <>
              As long as the message that they are of, or shorter: a message may say so itself (
              <TextLink href="/docs/sending">payloadRetentionPeriod</TextLink>), and content can be{" "}
              <TextLink href="/docs/replays">expunged</TextLink>. The rest of the message stays.
            </>
          }
        >
          {days(kept.value)} at most
        </InForce>
        <InForce label="Inbound requests" {...kept}>
          {days(kept.value)}
        </InForce>
        <InForce label="Audit log" {...auditDays}>
          {auditDays.value === null ? "for good" : days(auditDays.value)}
        </InForce>
        <InForce label="Idempotency keys">12 hours</InForce>
        <InForce label="Event ids of sources">7 days</InForce>
        <InForce label="Request log" hint="Of each key the last 1,000 requests that went well and 10,000 that failed.">
          7 days at most
        </InForce>
        <InForce label="Background tasks, alerts">90 days</InForce>
        <InForce label="System charts">24 hours</InForce>
      </Section>
      <Section title="Where deliveries may go">
        <InForce
          label="Networks"
          {...egressAllow}
          hint="Addresses within your own network are refused, so that no customer can make us call into it. Those listed here are allowed besides."
        >
          {egressAllow.value.length === 0
            ? "public addresses only"
            : `public addresses, and ${egressAllow.value.join(", ")}`}
        </InForce>
        <InForce label="Plain http" {...allowHttp} hint="Payloads and signatures would travel readable.">
          {allowHttp.value ? "allowed" : "refused"}
        </InForce>
        <InForce
          label="Source addresses"
          hint={
            <>
              Deliveries leave from the machines that the workers run on, which are on the{" "}
              <TextLink href="/console/system">system page</TextLink>. What customers see is the address that your
              network gives them: tell customers that one.
            </>
          }
        >
          those of the workers’ machines
        </InForce>
      </Section>
      <Section title="Taken out before it is written down">
        <InForce
          label="Replies"
          hint="A receiver may send back what it was sent. They become •••• in what is stored, shown and exported."
        >
          values of custom headers, signing secrets, credentials and cookies
        </InForce>
        <InForce label="Logs">bodies, secrets, credentials and values of custom headers never get there</InForce>
      </Section>
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-2 text-lead">
        {title}
      </h2>
      <KeyValueList>{children}</KeyValueList>
    </section>
  );
}
