"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { InForce } from "@/components/installation/in-force.tsx";
import { settingsQuery } from "@/components/installation/queries.ts";
import { Origin } from "@/components/installation/setting-field.tsx";
import { useSettings } from "@/components/installation/use-settings-form.ts";
import { RulesForm } from "@/components/privacy/rules-form.tsx";
import { KeyValueList } from "@/components/ui/key-value.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import type { RedactionRule, SettingsOut } from "@/lib/contract/installation-settings.ts";

/** What is shown to nobody, in every application. */
export function PrivacySettings() {
  const out = useSettings();
  return out ? <Loaded out={out} /> : null;
}

function Loaded({ out }: { out: SettingsOut }) {
  const client = useQueryClient();
  const forbidden = useForbidden("patchSettings");
  const { redaction } = out.settings;
  const isFixed = redaction.from === "environment";
  const save = useMutation({
    mutationFn: (rules: RedactionRule[]) =>
      callAsStaff("PATCH /settings", { body: { version: out.version, redaction: rules } }),
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved);
      showToast({ text: "Saved. What is shown from now on follows." });
    },
    // Of two who save the second sees what the first one did, and what they typed.
    onError: () => client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
  });
  const mayNot =
    forbidden ?? (isFixed ? `${redaction.variable} of the environment sets it: change it there.` : undefined);
  return (
    <div className="grid grid-cols-1 gap-8">
      <section aria-labelledby="paths">
        <h2 id="paths" className="mb-1 text-lead">
          Redacted values
        </h2>
        <p className="mb-4 max-w-measure text-body text-ink-2">
          Receivers get the values at these paths. Nobody else is shown them: not customers, not your team when they
          reveal payloads, not the API, no search and no export. An application can have paths of its own besides.{" "}
          <TextLink href="/docs/privacy">What that means exactly</TextLink>
        </p>
        <RulesForm rules={redaction.value} label="Redacted values" mayNot={mayNot} save={save}>
          <span className="text-meta text-ink-3">
            <Origin {...redaction} />
          </span>
        </RulesForm>
      </section>
      <section aria-labelledby="always">
        <h2 id="always" className="mb-2 text-lead">
          Always taken out, before it is written down
        </h2>
        <KeyValueList>
          <InForce
            label="Replies"
            hint="A receiver may send back what it was sent. They become •••• in what is stored, shown and exported."
          >
            values of custom headers, signing secrets, credentials, cookies, and the redacted values
          </InForce>
          <InForce label="Logs">bodies, secrets, credentials and values of custom headers never get there</InForce>
        </KeyValueList>
      </section>
    </div>
  );
}
