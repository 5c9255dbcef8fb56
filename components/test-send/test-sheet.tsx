"use client";

import { useQuery } from "@tanstack/react-query";
import type { FormEvent, ReactNode } from "react";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { isSubscribed } from "@/components/endpoints/event-selection.ts";
import { eventTypeQuery, eventTypesQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { RecentPayload } from "@/components/sample-message/recent-payload.tsx";
import { TestResult } from "@/components/test-send/test-result.tsx";
import type { TestRun } from "@/components/test-send/use-test-run.ts";
import { DEFAULT_TEST_TYPE, useTestRun } from "@/components/test-send/use-test-run.ts";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import { exampleOf } from "@/lib/contract/example.ts";

/** The last type that was tested, by endpoint: the next test begins with it. */
const lastTypes = new Map<string, string>();

type TestSheetProps = { endpoint: EndpointOut; name: string; onClose: () => void; editUrl?: ReactNode };

/** A test beside anything: it is sent when the sheet opens, and can be sent again as another type or payload. */
export function TestSheet({ endpoint, name, onClose, editUrl }: TestSheetProps) {
  const t = useTranslations("test-send.sheet");
  const access = useAccess();
  const { run, start } = useTestRun();
  const types = useQuery(eventTypesQuery(access));
  const [type, setType] = useState(lastTypes.get(endpoint.id) ?? DEFAULT_TEST_TYPE);
  const [payload, setPayload] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const started = useRef<boolean>(false);
  const example = useQuery({
    ...eventTypeQuery(access, type),
    enabled: type !== DEFAULT_TEST_TYPE,
    select: (found) => JSON.stringify(exampleOf(found), null, 2),
  });

  useEffect(() => {
    if (started.current) return;
    started.current = true;
    start(endpoint.id, { eventType: lastTypes.get(endpoint.id) ?? DEFAULT_TEST_TYPE });
  }, [start, endpoint.id]);

  function send(event?: FormEvent) {
    event?.preventDefault();
    lastTypes.set(endpoint.id, type);
    if (payload === null) return start(endpoint.id, { eventType: type });
    const parsed = objectOf(payload, t);
    setProblem(typeof parsed === "string" ? parsed : null);
    if (typeof parsed !== "string") start(endpoint.id, { eventType: type, payload: parsed });
  }

  const subscribed = (types.data ?? []).filter(
    ({ name: one }) => endpoint.eventTypes === null || isSubscribed(endpoint.eventTypes, one),
  );
  // A message may be of a type that is in no catalogue.
  const names = new Set([DEFAULT_TEST_TYPE, ...subscribed.map((one) => one.name), type]);
  const options = [...names].map((value) => ({ value, label: value }));
  return (
    <Sheet open onClose={onClose} title={t("title", { name })}>
      <div className="grid grid-cols-1 gap-6">
        <Form onSubmit={send} className="grid gap-4">
          <Field label={t("eventType")}>
            <Select
              options={options}
              value={type}
              onChange={(event) => {
                setType(event.target.value);
                setPayload(null);
                setProblem(null);
              }}
            />
          </Field>
          {payload === null ? null : (
            <Field label={t("payload")} hint={t("payloadHint")} error={problem}>
              <Textarea machine rows={10} value={payload} onChange={(event) => setPayload(event.target.value)} />
            </Field>
          )}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" variant="primary" pending={run?.kind === "starting" || run?.kind === "running"}>
              {t("send")}
            </Button>
            {payload === null ? (
              <Button pending={example.isFetching} onClick={() => setPayload(example.data ?? sentBody(run) ?? "{}")}>
                {t("edit")}
              </Button>
            ) : (
              <Button onClick={() => setPayload(null)}>{t("useExample")}</Button>
            )}
            <RecentPayload
              endpoint={endpoint}
              onUse={(message) => {
                setType(message.eventType);
                setPayload(JSON.stringify(message.payload, null, 2));
                setProblem(null);
              }}
            />
          </div>
        </Form>
        {run ? (
          <TestResult
            run={run}
            url={endpoint.url}
            onAgain={() => send()}
            actions={editUrl}
            next={<p className="text-meta text-ink-3">{t("counts")}</p>}
          />
        ) : null}
      </div>
    </Sheet>
  );
}

/** What was sent the last time: the example of a type that no catalogue has. */
function sentBody(run: TestRun | null): string | null {
  const body = run?.kind === "done" ? run.attempt?.request.body : null;
  return body ? JSON.stringify(JSON.parse(body), null, 2) : null;
}

/** @returns the object, or what is wrong with the text. */
function objectOf(
  text: string,
  t: ReturnType<typeof useTranslations<"test-send.sheet">>,
): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return t("notObject");
  } catch (error) {
    return t("notJson", { reason: error instanceof Error ? error.message : t("unreadable") });
  }
}
