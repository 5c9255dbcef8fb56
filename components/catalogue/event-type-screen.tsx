"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DriftPanel } from "@/components/catalogue/drift-panel.tsx";
import { EventTypeForm } from "@/components/catalogue/event-type-form.tsx";
import { catalogueKey, catalogueTypeQuery } from "@/components/catalogue/queries.ts";
import { UsagePanel } from "@/components/catalogue/usage-panel.tsx";
import { callAsStaff } from "@/components/console/call.ts";
import { UnsavedGuard } from "@/components/endpoints/unsaved-guard.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Time } from "@/components/ui/time.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";

const ArchiveDialog = dynamic(async () => (await import("@/components/catalogue/archive-dialog.tsx")).ArchiveDialog);
const RemoveDialog = dynamic(async () => (await import("@/components/catalogue/remove-dialog.tsx")).RemoveDialog);

/** A new event type; `name`: what it is called at first. */
export function NewEventType({ name }: { name: string }) {
  return (
    <UnsavedGuard>
      <div className="mx-(--page-margin) max-w-[52rem]">
        <h1 className="mb-4 text-page">New event type</h1>
        <EventTypeForm stored={null} name={name} />
      </div>
    </UnsavedGuard>
  );
}

/** An event type as engineers work on it: the form, and beside it what becomes of it. */
export function EventTypeScreen({ name }: { name: string }) {
  const eventType = useQuery(catalogueTypeQuery(name));
  if (!eventType.data)
    return eventType.error ? <QueryError title="We could not load the event type." query={eventType} /> : null;
  return <Screen eventType={eventType.data} />;
}

function Screen({ eventType }: { eventType: EventTypeOut }) {
  const { name, archived, updatedAt } = eventType;
  const client = useQueryClient();
  const refresh = () => client.refetchQueries({ queryKey: catalogueTypeQuery(name).queryKey });
  return (
    <UnsavedGuard>
      <div className="@container mx-(--page-margin) max-w-[1280px]">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h1 translate="no" className="min-w-0 break-all text-page">
            {name}
          </h1>
          <CopyButton value={name} what="name" />
        </div>
        <p className="mt-0.5 text-meta text-ink-3">
          Changed <Time at={updatedAt} />
        </p>
        {archived ? <ArchivedBanner name={name} onBack={refresh} /> : null}
        <div className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-10 @min-[60rem]:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
          <EventTypeForm stored={eventType} />
          <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8">
            <UsagePanel name={name} />
            <DriftPanel eventType={eventType} />
            <Leaving eventType={eventType} onArchived={refresh} />
          </div>
        </div>
      </div>
    </UnsavedGuard>
  );
}

function ArchivedBanner({ name, onBack }: { name: string; onBack: () => Promise<unknown> }) {
  const restore = useMutation({
    mutationFn: () =>
      callAsStaff("PATCH /event-type/{event_type_name}", {
        params: { event_type_name: name },
        body: { archived: false },
      }),
    onSuccess: onBack,
  });
  return (
    <>
      <Banner
        state="paused"
        className="mt-4"
        action={
          <Button size="small" pending={restore.isPending} onClick={() => restore.mutate()}>
            Bring it back
          </Button>
        }
      >
        <strong className="font-strong">Archived.</strong> Customers neither see it nor can choose it.
      </Banner>
      {restore.error ? (
        <ErrorPanel title="It was not brought back." className="mt-2">
          {restore.error.message}
        </ErrorPanel>
      ) : null}
    </>
  );
}

function Leaving({
  eventType: { name, archived },
  onArchived,
}: {
  eventType: EventTypeOut;
  onArchived: () => Promise<unknown>;
}) {
  const [dialog, setDialog] = useState<"archive" | "remove" | null>(null);
  const client = useQueryClient();
  const router = useRouter();
  const close = () => setDialog(null);
  return (
    <section aria-labelledby="leaving" className="border-line border-t pt-6">
      <h2 id="leaving" className="text-lead">
        {archived ? "Remove" : "Archive"}
      </h2>
      <p className="mt-1 max-w-measure text-body text-ink-2">
        {archived
          ? "Takes it out of the catalogue, with its schemas and examples."
          : "Hides it from customers, once no endpoint has chosen it by its name."}
      </p>
      <Button className="mt-3" onClick={() => setDialog(archived ? "remove" : "archive")}>
        {archived ? "Remove for good…" : "Archive…"}
      </Button>
      {dialog === "archive" ? <ArchiveDialog name={name} onClose={close} onArchived={onArchived} /> : null}
      {dialog === "remove" ? (
        <RemoveDialog
          name={name}
          onClose={close}
          onRemoved={() => {
            client.removeQueries({ queryKey: catalogueKey });
            showToast({ text: `${name} is removed.` });
            router.push("/console/event-types");
          }}
        />
      ) : null}
    </section>
  );
}
