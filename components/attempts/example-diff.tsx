"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { compareFields } from "@/components/attempts/field-paths.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf } from "@/components/deliveries/scope.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Code } from "@/components/ui/code.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { exampleOf } from "@/lib/contract/example.ts";

type ExampleDiffProps = { scope: DeliveryScope; eventType: string; body: string };

const typeQuery = (scope: DeliveryScope, name: string) =>
  queryOptions({
    queryKey: ["event-types", scope.surface, "one", name],
    queryFn: ({ signal }) =>
      clientOf(scope)("GET /event-type/{event_type_name}", { params: { event_type_name: name } }, signal),
    staleTime: 60_000,
  });

/** On request: which fields this body has more, or fewer, than the example of its event type. */
export function ExampleDiff({ scope, eventType, body }: ExampleDiffProps) {
  const t = useTranslations("attempts.example");
  const [open, setOpen] = useState(false);
  return (
    <div className="pt-2 text-dense">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-mx-1 min-h-6 rounded-control px-1 text-ink-2 underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11"
      >
        {open ? t("hide") : t("compare", { type: eventType })}
      </button>
      {open ? <Compared scope={scope} eventType={eventType} body={body} /> : null}
    </div>
  );
}

function Compared({ scope, eventType, body }: ExampleDiffProps) {
  const t = useTranslations("attempts.example");
  const type = useQuery(typeQuery(scope, eventType));
  if (!type.data) {
    return type.error ? <QueryError title={t("error")} query={type} /> : <Skeleton className="my-2 w-2/3" />;
  }
  const example = exampleOf(type.data);
  if (!example || Object.keys(example).length === 0) return <p className="py-1 text-ink-2">{t("none")}</p>;
  const { missing, extra } = compareFields(body, JSON.stringify(example));
  if (missing.length + extra.length === 0) return <p className="py-1 text-ink-2">{t("same")}</p>;
  return (
    <dl className="grid gap-2 py-1">
      <Fields label={t("missing")} paths={missing} />
      <Fields label={t("extra")} paths={extra} />
    </dl>
  );
}

function Fields({ label, paths }: { label: string; paths: string[] }) {
  if (paths.length === 0) return null;
  return (
    <div>
      <dt className="text-ink-2">{label}</dt>
      <dd className="flex flex-wrap gap-x-2 gap-y-1">
        {paths.map((path) => (
          <Code key={path}>{path}</Code>
        ))}
      </dd>
    </div>
  );
}
