"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { CreateKeyDialog } from "@/components/api-keys/create-key-dialog.tsx";
import { OpenPortalButton } from "@/components/applications/open-portal-button.tsx";
import { fleetSummaryQuery } from "@/components/console/queries.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";

const LISTEN_MS = 3_000;

/** Of each step: below the page's own. */
type Heading = "h2" | "h3";

/** A page that listens: each step turns green when its request has arrived. */
export function QuickStart({ publicUrl, heading }: { publicUrl: string; heading: Heading }) {
  const { data: fleet } = useQuery({ ...fleetSummaryQuery, refetchInterval: LISTEN_MS });
  const [creating, setCreating] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const forbidden = useForbidden("engineer");
  if (!fleet) return null;

  const { hasKey, isKeyUsed, application, isMessageSent } = fleet.firstSteps;
  const key = token ?? "$POSTHORN_API_KEY";
  const customer = application?.uid ?? application?.id ?? "customer-1";
  const done = [hasKey, application !== null, isMessageSent];
  const current = done.indexOf(false);
  const stateOf = (step: number) => (done[step] ? "done" : step === current ? "current" : "ahead");

  return (
    <ol className="grid max-w-container-lg grid-cols-1 gap-6">
      <Step heading={heading} state={stateOf(0)} title="Create an API key" waiting="There is no key yet.">
        <p className="max-w-measure text-body text-ink-2">
          {token
            ? "The commands below hold your key. It is not shown again after you leave this page."
            : isKeyUsed
              ? "A key is in use. Put it in place of $POSTHORN_API_KEY below, or create another one."
              : "Your backend sends it with each request. Its value is shown once."}
        </p>
        <div>
          <Button onClick={() => setCreating(true)} unavailable={forbidden}>
            {hasKey ? "Create another key" : "Create key"}
          </Button>
        </div>
        {creating ? <CreateKeyDialog onClose={() => setCreating(false)} onCreated={setToken} /> : null}
      </Step>
      <Step
        heading={heading}
        state={stateOf(1)}
        title="Create an application for a customer"
        waiting="Waiting for the request…"
      >
        <CodeBlock
          label="command that creates an application"
          code={`curl -X POST ${publicUrl}/api/v1/app \\
  -H "authorization: Bearer ${key}" \\
  -H "content-type: application/json" \\
  -d '{"name":"First customer","uid":"${customer}"}'`}
        />
      </Step>
      <Step heading={heading} state={stateOf(2)} title="Send a message" waiting="Waiting for the request…">
        <CodeBlock
          label="command that sends a message"
          code={`curl -X POST ${publicUrl}/api/v1/app/${customer}/msg \\
  -H "authorization: Bearer ${key}" \\
  -H "content-type: application/json" \\
  -d '{"eventType":"invoice.paid","payload":{"invoice":"in_1042","amount":4200}}'`}
        />
      </Step>
      <Step heading={heading} state={isMessageSent ? "current" : "ahead"} title="Look at it as your customer does">
        <p className="max-w-measure text-body text-ink-2">
          {application
            ? `Opens the portal of ${application.name} in a new tab. There you can add an endpoint, or a debug inbox when no server is ready.`
            : "The portal of your first application opens from here."}
        </p>
        {application ? (
          <div>
            <OpenPortalButton applicationId={application.id} text="Open the portal" />
          </div>
        ) : null}
      </Step>
    </ol>
  );
}

type StepProps = {
  heading: Heading;
  state: "done" | "current" | "ahead";
  title: string;
  waiting?: string;
  children: ReactNode;
};

function Step({ heading: Title, state, title, waiting, children }: StepProps) {
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-3">
      <StateGlyph
        state={state === "done" ? "delivered" : state === "current" && waiting ? "sending" : "no_traffic"}
        className={`mt-1 ${state === "done" ? "text-ok-mark" : state === "current" ? "text-wait-mark" : "text-off-mark"}`}
      />
      <div className="grid min-w-0 grid-cols-1 gap-2">
        <Title className="text-lead">
          {title}
          {state === "done" ? <span className="ms-2 text-dense text-ok-ink">Done</span> : null}
          {state === "current" && waiting ? <span className="ms-2 text-dense text-ink-3">{waiting}</span> : null}
        </Title>
        {children}
      </div>
    </li>
  );
}
