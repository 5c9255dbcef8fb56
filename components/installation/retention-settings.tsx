"use client";

import { type ReactNode, useId } from "react";
import { InForce } from "@/components/installation/in-force.tsx";
import { SettingField } from "@/components/installation/setting-field.tsx";
import { SettingsForm } from "@/components/installation/settings-form.tsx";
import type { NetworkSettings } from "@/components/installation/types.ts";
import {
  numberText,
  type SettingText,
  useSettings,
  useSettingsForm,
} from "@/components/installation/use-settings-form.ts";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { KeyValueList } from "@/components/ui/key-value.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { SettingsOut } from "@/lib/contract/installation-settings.ts";

const days = (n: number) => formatQuantity(n, "day", "days");
const MOST = 3650;
const ADDRESSES: SettingText = {
  called: "The list",
  write: (addresses: readonly string[]) => addresses.join(", "),
  read: (text) => ({ value: text.split(/[\s,]+/).filter(Boolean) }),
};
const some = (called: string, empty = true) => numberText(called, { least: 1, most: MOST, unit: "days", empty });
const TEXTS = {
  messageDays: some("The number", false),
  payloadDays: some("The number"),
  responseDays: some("The number"),
  inboundDays: some("The number"),
  requestLogDays: numberText("The number", { least: 1, most: 90, unit: "days" }),
  auditDays: numberText("The number", { least: 30, most: 36_500, unit: "days", empty: true }),
  sourceAddresses: ADDRESSES,
};
const AS_MESSAGES = "as long as messages";

/** How long what is kept, and where may be sent to. */
export function RetentionSettings({ networks }: { networks: NetworkSettings }) {
  const out = useSettings();
  return out ? <RetentionForm out={out} networks={networks} /> : null;
}

function RetentionForm({ out, networks }: { out: SettingsOut; networks: NetworkSettings }) {
  const form = useSettingsForm(out, TEXTS);
  const { messageDays, payloadDays } = out.settings;
  const fields = { form, out, unit: "days" };
  return (
    <div className="grid grid-cols-1 gap-8">
      <StatusSentence>
        Messages, deliveries and tries are kept for <Figure>{days(messageDays.value)}</Figure>, their payloads{" "}
        {payloadDays.value === null ? (
          "as long"
        ) : (
          <>
            for <Figure>{days(payloadDays.value)}</Figure>
          </>
        )}
        .
      </StatusSentence>
      <SettingsForm form={form} out={out} label="Retention">
        <SettingField
          {...fields}
          name="messageDays"
          label="Deliveries, tries"
          hint="Everything about them. A day is dropped as a whole, within an hour after midnight UTC. What is lowered here is deleted at the next hour, for good."
        />
        <SettingField
          {...fields}
          name="payloadDays"
          label="Payloads"
          placeholder={AS_MESSAGES}
          hint={
            <>
              Of messages, and of the requests made of them. What was not delivered by then cannot be sent any more. A
              message may ask for less itself (<TextLink href="/docs/sending">payloadRetentionPeriod</TextLink>).
            </>
          }
        />
        <SettingField
          {...fields}
          name="responseDays"
          label="Replies"
          placeholder={AS_MESSAGES}
          hint="Headers and bodies that receivers answered. Status and times stay with the try."
        />
        <SettingField
          {...fields}
          name="inboundDays"
          label="Inbound requests"
          placeholder={AS_MESSAGES}
          hint="What sources took, with headers and bodies."
        />
        <SettingField
          {...fields}
          name="requestLogDays"
          label="Request log"
          hint="At most: of each key only the last 1,000 requests that went well and 10,000 that failed are kept."
        />
        <SettingField
          {...fields}
          name="auditDays"
          label="Audit log"
          placeholder="for good"
          hint="Who changed what. At least 30 days."
        />
        <SettingField
          form={form}
          out={out}
          name="sourceAddresses"
          label="Source addresses"
          placeholder="203.0.113.7, 2001:db8::/64"
          hint={
            <>
              Addresses that deliveries leave from, as customers’ firewalls see them, shown with each endpoint. They are
              those that your network gives to the machines of the <TextLink href="/console/system">workers</TextLink>:
              a wrong one has customers open their firewalls to somebody else.
            </>
          }
        />
      </SettingsForm>
      <Section title="The same in every installation">
        <InForce label="Idempotency keys">12 hours</InForce>
        <InForce label="Event ids of sources">7 days</InForce>
        <InForce label="Background tasks, alerts">90 days</InForce>
        <InForce label="System charts">24 hours</InForce>
      </Section>
      <Section title="Where deliveries may go">
        <InForce
          label="Networks"
          {...networks.egressAllow}
          hint="Addresses within your own network are refused, so that no customer can make us call into it. Those listed here are allowed besides."
        >
          {networks.egressAllow.value.length === 0
            ? "public addresses only"
            : `public addresses, and ${networks.egressAllow.value.join(", ")}`}
        </InForce>
        <InForce label="Plain http" {...networks.allowHttp} hint="Payloads and signatures would travel readable.">
          {networks.allowHttp.value ? "allowed" : "refused"}
        </InForce>
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
