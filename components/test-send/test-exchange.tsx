"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { BodyNotes } from "@/components/kept/body-notes.tsx";
import { PayloadGone, ReplyGone } from "@/components/kept/gone-words.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { JsonView } from "@/components/ui/json-view.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { TabPanel, Tabs } from "@/components/ui/tabs.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

type Side = "response" | "request" | "headers";

/** Both sides of one try, as they were. */
export function TestExchange({ attempt }: { attempt: AttemptDetailOut }) {
  const t = useTranslations("test-send.exchange");
  const kept = useTranslations("kept");
  const id = useId();
  const [side, setSide] = useState<Side>("response");
  const { request, response } = attempt;
  return (
    <div>
      <Tabs
        id={id}
        label={t("tabs")}
        tabs={[
          { id: "response", label: t("response") },
          { id: "request", label: t("request") },
          { id: "headers", label: t("headers") },
        ]}
        value={side}
        onChange={(next) => setSide(next as Side)}
      />
      <TabPanel id={id} tab={side}>
        {side === "response" ? <Response attempt={attempt} /> : null}
        {side === "request" ? (
          <div className="grid grid-cols-1 gap-3">
            <p className="flex min-w-0 items-center gap-2 text-mono">
              POST <CopyText value={request.url} label={t("copyUrl")} />
            </p>
            {request.body === null ? (
              <p className="text-dense text-ink-3">
                {request.bodyGone ? <PayloadGone gone={request.bodyGone} /> : t("bodyGone")}
              </p>
            ) : (
              <div>
                <BodyNotes differs={request.bodyDiffers} />
                <JsonView
                  label={t("requestBody")}
                  body={{ text: request.body }}
                  exactNote={request.bodyDiffers.length === 0 ? t("signed") : kept("notExact")}
                />
              </div>
            )}
          </div>
        ) : null}
        {side === "headers" ? (
          <div className="grid grid-cols-1 gap-4">
            <Headers title={t("sent")} headers={request.headers} />
            {response ? <Headers title={t("received")} headers={response.headers} /> : null}
          </div>
        ) : null}
      </TabPanel>
    </div>
  );
}

function Response({ attempt: { response, errorDetail } }: { attempt: AttemptDetailOut }) {
  const t = useTranslations("test-send.exchange");
  if (!response) {
    return (
      <p className="text-dense text-ink-2">
        {errorDetail
          ? t.rich("network", { detail: () => <span className="text-mono">{errorDetail}</span> })
          : t("noReply")}
      </p>
    );
  }
  if (response.gone)
    return (
      <p className="text-dense text-ink-2">
        <ReplyGone gone={response.gone} />
      </p>
    );
  if (response.body === "") return <p className="text-dense text-ink-2">{t("noBody")}</p>;
  return (
    <div className="grid grid-cols-1 gap-1.5">
      <p className="text-meta text-ink-3">{t(response.truncated ? "repliedBeginning" : "replied")}</p>
      <JsonView
        label={t("responseBody")}
        body={response.base64 ? { base64: response.body } : { text: response.body }}
      />
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
