"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { clientOf } from "@/components/deliveries/scope.ts";
import { FieldTable } from "@/components/event-types/field-table.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";

const LAST = 100;

/** Of an event type without a schema: what its last messages had in them, on request, since that reads them all. */
export function SeenFields({ applicationId, eventType }: { applicationId: string; eventType: string }) {
  const t = useTranslations("event-types.seen");
  const [isAsked, setAsked] = useState(false);
  const payloads = useQuery({
    queryKey: ["event-types", applicationId, "seen", eventType],
    queryFn: async ({ signal }) => {
      const query = { event_types: [eventType], limit: LAST, with_content: true };
      const call = clientOf({ surface: "portal", applicationId });
      const { data } = await call("GET /app/{app_id}/msg", { params: { app_id: applicationId }, query }, signal);
      const seen = data
        .map(({ payload }) => payload)
        .filter((payload) => typeof payload === "object" && payload !== null);
      // Fetched by those who ask: most event types have a schema.
      const [{ inferSchema }, { fieldsOf }] = await Promise.all([
        import("@/components/event-types/infer-schema.ts"),
        import("@/components/event-types/schema-fields.ts"),
      ]);
      return { count: seen.length, fields: fieldsOf(inferSchema(seen)) };
    },
    enabled: isAsked,
    staleTime: 60_000,
  });
  if (payloads.data) {
    if (payloads.data.count === 0) return <p className="text-body text-ink-2">{t("none")}</p>;
    return (
      <>
        <p className="max-w-measure pb-2 text-dense text-ink-2">{t("inferred", { count: payloads.data.count })}</p>
        <FieldTable of={t("of", { name: eventType })} fields={payloads.data.fields} />
      </>
    );
  }
  if (payloads.error) return <QueryError title={t("failed")} query={payloads} />;
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-body text-ink-2">{t("about")}</p>
      <Button pending={payloads.isFetching} onClick={() => setAsked(true)}>
        {t("look")}
      </Button>
    </div>
  );
}
