import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { EventTypeScreen } from "@/components/catalogue/event-type-screen.tsx";
import { catalogueTypeQuery, usageQuery } from "@/components/catalogue/queries.ts";
import { UsagePanel } from "@/components/catalogue/usage-panel.tsx";
import { forbiddenText, leastRole } from "@/components/console/staff-role.ts";
import { EventTypePage } from "@/components/event-types/event-type-page.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { findEventType } from "@/lib/domain/event-types/get.ts";
import { getEventTypeUsage } from "@/lib/domain/event-types/usage.ts";
import { translator } from "@/lib/page/messages.ts";

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ version?: string | string[] }> };

/** Pages that were here before: these are names of event types as any other. */
const MOVED: Partial<Record<string, string>> = { new: "/console/catalogue/new", import: "/console/catalogue/import" };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function Page({ params, searchParams }: Props) {
  const name = decodeURIComponent((await params).name);
  const path = `/console/event-types/${encodeURIComponent(name)}`;
  const least = leastRole("patchEventType");
  const staff = await requireStaffAt(path, { least });
  const eventType = await findEventType(staff.ctx, name);
  if (!eventType) {
    const moved = MOVED[name];
    if (moved) redirect(moved);
    notFound();
  }
  const usage = await getEventTypeUsage(staff.ctx, { name });
  const { version } = await searchParams;
  return (
    <ConsolePage
      staff={staff}
      crumbs={[{ label: "Event types", href: "/console/event-types" }, { label: name }]}
      active="/console/event-types"
    >
      <Prefetched
        data={[
          [catalogueTypeQuery(name).queryKey, eventType],
          [usageQuery(name).queryKey, usage],
        ]}
      >
        {staff.isAllowed ? (
          <EventTypeScreen name={name} />
        ) : (
          // Read as customers read it, since it cannot be changed.
          <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
            <EventTypePage
              t={await translator("event-types")}
              catalogue="/console/event-types"
              eventType={eventType}
              version={typeof version === "string" ? version : undefined}
              isNamed
            />
            <UsagePanel name={name} />
            <p className="text-meta text-ink-3">To change it: {forbiddenText(staff.actor.role, least)}</p>
          </div>
        )}
      </Prefetched>
    </ConsolePage>
  );
}
