"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { applicationQuery } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { ApplicationExport } from "@/components/privacy/application-export.tsx";
import { PurgeDialog } from "@/components/privacy/purge-dialog.tsx";
import { privacyQuery } from "@/components/privacy/queries.ts";
import { RulesForm } from "@/components/privacy/rules-form.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import type { PrivacyOut, PrivacyPatch } from "@/lib/contract/privacy.ts";

/** What is redacted and wiped of a customer's payloads, and how everything of them is removed. */
export function ApplicationPrivacy({ applicationId }: { applicationId: string }) {
  const client = useQueryClient();
  const mayNot = useForbidden("patchPrivacy");
  const mayNotPurge = useForbidden("purgeApplication");
  const { data: application } = useQuery(applicationQuery(applicationId));
  const { data: privacy } = useQuery(privacyQuery(applicationId));
  const [purging, setPurging] = useState(false);
  const change = {
    mutationFn: (body: PrivacyPatch) =>
      callAsStaff("PATCH /app/{app_id}/privacy", { params: { app_id: applicationId }, body }),
    onSuccess: (saved: PrivacyOut) => {
      client.setQueryData(privacyQuery(applicationId).queryKey, saved);
      showToast({ text: "Saved. It holds within seconds." });
    },
  };
  const rules = useMutation(change);
  const wipes = useMutation(change);
  if (!privacy || !application) return null;
  const shared = privacy.installationRedaction.length;
  return (
    <div className="grid max-w-container-lg grid-cols-1 gap-8">
      <Section title="Redacted values">
        <p className="mb-4 max-w-measure text-body text-ink-2">
          Receivers get the values at these paths; nobody else is shown them, in the portal, here or by the API.{" "}
          {shared > 0
            ? `Besides, ${shared === 1 ? "one path holds" : `${shared} paths hold`} for every application. `
            : ""}
          <TextLink href="/docs/privacy#redaction">What that means exactly</TextLink>
        </p>
        <RulesForm
          rules={privacy.redaction}
          label="Redacted values"
          mayNot={mayNot}
          save={{ ...rules, mutate: (redaction) => rules.mutate({ redaction }) }}
        />
      </Section>
      <Section title="After success">
        {wipes.error ? <ErrorPanel title="It was not changed.">{wipes.error.message}</ErrorPanel> : null}
        <Switch
          label="Wipe payloads that have arrived"
          checked={privacy.wipesAfterSuccess}
          pending={wipes.isPending || mayNot !== undefined}
          description={mayNot}
          onChange={(wipesAfterSuccess) => wipes.mutate({ wipesAfterSuccess })}
        />
        <p className="mt-2 max-w-measure text-body text-ink-2">
          Once all deliveries of a message have succeeded its payload goes, and it cannot be replayed any more. What
          failed keeps it. A message may say otherwise itself.
        </p>
      </Section>
      <Section title="Export">
        <ApplicationExport applicationId={applicationId} />
      </Section>
      <Section title="Purge">
        <p className="mb-3 max-w-measure text-body text-ink-2">
          Deletes {application.name} and removes every row of it for good: messages, deliveries, endpoints, logs, portal
          sessions. The audit log keeps who did what and when, without what was said.
        </p>
        <Button variant="danger" unavailable={mayNotPurge} onClick={() => setPurging(true)}>
          Purge application…
        </Button>
      </Section>
      {purging ? <PurgeDialog application={application} onClose={() => setPurging(false)} /> : null}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-1 text-lead">
        {title}
      </h2>
      {children}
    </section>
  );
}
