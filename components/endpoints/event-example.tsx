"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { eventTypeQuery } from "@/components/endpoints/queries.ts";
import { Description } from "@/components/event-types/description.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { JsonView } from "@/components/ui/json-view.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { exampleOf } from "@/lib/contract/example.ts";

/** What a message of this type looks like, without leaving the form. */
export function EventExample({ name, onClose }: { name: string; onClose: () => void }) {
  const t = useTranslations("endpoints.events");
  const type = useQuery(eventTypeQuery(useAccess(), name));
  return (
    <Dialog open onClose={onClose} title={name} size="wide">
      {type.data ? (
        <div className="grid grid-cols-1 gap-3">
          <Description text={type.data.description} />
          <JsonView label={t("exampleOf", { name })} body={{ text: JSON.stringify(exampleOf(type.data), null, 2) }} />
        </div>
      ) : type.error ? (
        <QueryError title={t("exampleError")} query={type} />
      ) : (
        <SkeletonRows rows={4} label={t("exampleLoading")} />
      )}
    </Dialog>
  );
}
