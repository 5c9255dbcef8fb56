"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { CreateKeyDialog } from "@/components/api-keys/create-key-dialog.tsx";
import { OpenPortalButton } from "@/components/applications/open-portal-button.tsx";
import { fleetSummaryQuery } from "@/components/console/queries.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { newestMessageQuery } from "@/components/developers/queries.ts";
import { codeOf, LANGUAGE_NAMES, LANGUAGES } from "@/components/developers/quick-start-code.ts";
import { judgeStep, type Run, type StepFacts, strayOf } from "@/components/developers/quick-start-steps.ts";
import { SeenRequest } from "@/components/developers/seen-request.tsx";
import { useRequests } from "@/components/developers/use-requests.ts";
import { Button } from "@/components/ui/button.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TabPanel, Tabs } from "@/components/ui/tabs.tsx";
import { oneOfParam } from "@/components/ui/url-params.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";

const LISTEN_MS = 3_000;
const FIRST_UID = "customer-1";
const languageParam = oneOfParam(LANGUAGES).withDefault("curl");
const TABS = LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] }));

/** Of each step: below the page's own. */
type Heading = "h2" | "h3";

/** A page that listens: each step turns green when its request has arrived, and shows it. */
export function QuickStart({ publicUrl, heading }: { publicUrl: string; heading: Heading }) {
  const { data: fleet } = useQuery({ ...fleetSummaryQuery, refetchInterval: LISTEN_MS });
  const [creating, setCreating] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const [run, setRun] = useState<Run | null>(null);
  const [language, setLanguage] = useUrlParam("lang", languageParam);
  const forbidden = useForbidden("createApiKey");
  const requests = useRequests(forbidden === undefined);
  const first = fleet?.firstSteps ?? NOTHING_YET;
  const application = run?.application ?? first.application?.uid ?? first.application?.id ?? FIRST_UID;
  const placeholder = language === "curl" ? "$POSTHORN_API_KEY" : "ph_live_…";
  const facts = { publicUrl, key: token ?? placeholder, application };
  const made = judgeStep("application", { requests, run, first });
  const sent = judgeStep("message", { requests, run, first });
  const stray = strayOf(requests, run);
  const done = [run !== null || first.hasKey, made.isDone, sent.isDone];
  const current = done.indexOf(false);
  const stateOf = (step: number) => (done[step] ? "done" : step === current ? "current" : "ahead");
  const seenAt = (step: number, { seen }: StepFacts) => seen ?? (step === current ? stray : null);
  const isPortalReady = run ? made.isDone : first.application !== null;
  const client = useQueryClient();
  // Asked for by the press: whoever is quick would be led to the start otherwise.
  const findMessage = async () => {
    const newest = sent.isDone ? await client.fetchQuery(newestMessageQuery(application)) : null;
    return newest ? `/messages/${newest.id}` : undefined;
  };
  if (!fleet) return null;

  return (
    <>
      <Tabs
        id="quick-start-language"
        label="Language"
        tabs={TABS}
        value={language}
        onChange={(id) => setLanguage(languageParam.read(id))}
        className="mb-2 max-w-container-lg"
      />
      <TabPanel id="quick-start-language" tab={language}>
        <ol className="grid max-w-container-lg grid-cols-1 gap-6">
          <Step heading={heading} state={stateOf(0)} title="Create an API key" waiting="There is no key yet.">
            <p className="max-w-measure text-body text-ink-2">
              {token
                ? "The commands below hold your key. It is not shown again after you leave this page."
                : first.isKeyUsed
                  ? `A key is in use. Put it in place of ${placeholder} below, or create another one.`
                  : "Your backend sends it with each request. Its value is shown once."}
            </p>
            <div>
              <Button onClick={() => setCreating(true)} unavailable={forbidden}>
                {first.hasKey ? "Create another key" : "Create key"}
              </Button>
            </div>
            {creating ? (
              <CreateKeyDialog
                suggestedName="Quick start"
                onClose={() => setCreating(false)}
                onCreated={(created) => {
                  setToken(created.token);
                  setRun({ keyId: created.id, application: first.application ? freeUid() : FIRST_UID });
                }}
              />
            ) : null}
          </Step>
          <Step
            heading={heading}
            state={stateOf(1)}
            title="Create an application for a customer"
            waiting="Waiting for the request…"
            seen={seenAt(1, made)}
          >
            <CodeBlock label="code that creates an application" code={codeOf(language, "application", facts)} />
          </Step>
          <Step
            heading={heading}
            state={stateOf(2)}
            title="Send a message"
            waiting="Waiting for the request…"
            seen={seenAt(2, sent)}
          >
            <CodeBlock label="code that sends a message" code={codeOf(language, "message", facts)} />
          </Step>
          <Step
            heading={heading}
            state={sent.isDone && isPortalReady ? "current" : "ahead"}
            title="Look at it as your customer does"
          >
            <p className="max-w-measure text-body text-ink-2">
              {isPortalReady
                ? `Opens the portal of ${run ? application : first.application?.name} in a new tab, at the message that was sent. There you can add an endpoint, or a debug inbox when no server is ready.`
                : "The portal of your application opens from here."}
            </p>
            {isPortalReady ? (
              <div>
                <OpenPortalButton applicationId={application} text="Open the portal" findNext={findMessage} />
              </div>
            ) : null}
          </Step>
        </ol>
      </TabPanel>
    </>
  );
}

const NOTHING_YET = { hasKey: false, isKeyUsed: false, application: null, isMessageSent: false };

/** Four letters or digits are enough to be free: the API says when they are not. */
const freeUid = () => `customer-${crypto.randomUUID().slice(0, 4)}`;

type StepProps = {
  heading: Heading;
  state: "done" | "current" | "ahead";
  title: string;
  waiting?: string;
  seen?: Parameters<typeof SeenRequest>[0]["request"] | null;
  children: ReactNode;
};

function Step({ heading: Title, state, title, waiting, seen, children }: StepProps) {
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
        <div role="status">{seen ? <SeenRequest request={seen} /> : null}</div>
      </div>
    </li>
  );
}
