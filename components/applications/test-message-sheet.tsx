"use client";

import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { deliveryPath } from "@/components/deliveries/paths.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointsQuery, eventTypeQuery, eventTypesQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { TestResult } from "@/components/test-send/test-result.tsx";
import { DEFAULT_TEST_TYPE, useTestRun } from "@/components/test-send/use-test-run.ts";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import { exampleOf, examplesOf, newestSchema } from "@/lib/contract/example.ts";

type TestMessageSheetProps = { application: { name: string }; onClose: () => void };

/** A signed test to one of the customer's endpoints: which, of what type, with which example; then what came of it. */
export function TestMessageSheet({ application, onClose }: TestMessageSheetProps) {
  const endpoints = useQuery(endpointsQuery(useAccess()));
  return (
    <Sheet open onClose={onClose} title={`Send a test message to ${application.name}`}>
      {endpoints.error && !endpoints.data ? (
        <QueryError title="We could not load the endpoints." query={endpoints} />
      ) : !endpoints.data ? (
        <SkeletonRows rows={3} />
      ) : endpoints.data.length === 0 ? (
        <Empty title="There is no endpoint to send it to.">
          The customer adds one in the portal: make a portal link and send it to them.
        </Empty>
      ) : (
        <TestForm endpoints={endpoints.data} />
      )}
    </Sheet>
  );
}

function TestForm({ endpoints }: { endpoints: EndpointOut[] }) {
  const access = useAccess();
  const { run, start } = useTestRun();
  const types = useQuery(eventTypesQuery(access));
  const [endpointId, setEndpointId] = useState(endpoints[0]?.id ?? "");
  const [type, setType] = useState(DEFAULT_TEST_TYPE);
  const [choice, setChoice] = useState(0);
  const [edited, setEdited] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const known = useQuery({ ...eventTypeQuery(access, type), enabled: type !== DEFAULT_TEST_TYPE });
  const examples = known.data ? payloadsOf(known.data) : [];
  const payload = edited ?? (examples[choice] ? JSON.stringify(examples[choice], null, 2) : null);
  const endpoint = endpoints.find(({ id }) => id === endpointId);
  const deliveryId = run?.kind === "running" ? run.deliveryId : run?.kind === "done" ? run.delivery.id : null;

  function send(event?: FormEvent) {
    event?.preventDefault();
    const parsed = edited === null ? undefined : objectOf(edited);
    setProblem(parsed === null ? "The payload has to be a JSON object." : null);
    if (parsed === null) return;
    const body = parsed ?? examples[choice];
    start(endpointId, { eventType: type, ...(body ? { payload: body } : {}) });
  }

  return (
    <div className="grid grid-cols-1 gap-6">
      <Form onSubmit={send} className="grid gap-4">
        <Field label="Endpoint">
          <Select
            value={endpointId}
            options={endpoints.map((one) => ({
              value: one.id,
              label: `${nameOf(one)}${one.disabled ? " (turned off)" : ""}`,
            }))}
            onChange={({ target }) => setEndpointId(target.value)}
          />
        </Field>
        <Field label="Event type">
          <Select
            value={type}
            options={[DEFAULT_TEST_TYPE, ...(types.data ?? []).map(({ name }) => name)].map((value) => ({
              value,
              label: value,
            }))}
            onChange={({ target }) => {
              setType(target.value);
              setChoice(0);
              setEdited(null);
              setProblem(null);
            }}
          />
        </Field>
        {examples.length > 1 ? (
          <Field label="Example">
            <Select
              value={String(choice)}
              options={examples.map((_, n) => ({ value: String(n), label: `Example ${n + 1}` }))}
              onChange={({ target }) => {
                setChoice(Number(target.value));
                setEdited(null);
              }}
            />
          </Field>
        ) : null}
        {payload === null ? null : (
          <Field label="Payload" hint="As the event type has it; change what you like." error={problem}>
            <Textarea machine rows={10} value={payload} onChange={(event) => setEdited(event.target.value)} />
          </Field>
        )}
        <div>
          <Button type="submit" variant="primary" pending={run?.kind === "starting" || run?.kind === "running"}>
            Send test message
          </Button>
        </div>
      </Form>
      {run && endpoint ? <TestResult run={run} url={endpoint.url} onAgain={() => send()} /> : null}
      {deliveryId ? (
        <p className="text-dense">
          <TextLink href={deliveryPath(access, { id: deliveryId, applicationId: access.applicationId })}>
            Open the delivery
          </TextLink>
          <span className="text-ink-3"> · A test counts in no statistics.</span>
        </p>
      ) : null}
    </div>
  );
}

/** The examples of the newest schema, or the one that is made from it. */
function payloadsOf(type: Parameters<typeof exampleOf>[0]): Record<string, unknown>[] {
  const schema = newestSchema(type.schemas);
  const written = schema ? examplesOf(schema) : [];
  return written.length > 0 ? written : [exampleOf(type) ?? {}];
}

/** @returns null for what is no object */
function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
