import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { readEventTypes, toEntries } from "@/app/read-catalogue.ts";
import { CatalogueList, type ConsoleEntry } from "@/components/catalogue/catalogue-list.tsx";
import { newestVersion } from "@/lib/contract/example.ts";
import type { Context } from "@/lib/domain/context.ts";
import { listEventTypeUsage } from "@/lib/domain/event-types/usage.ts";
import { env } from "@/lib/env.ts";

export const metadata: Metadata = { title: "Event types" };

export default async function EventTypesPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt("/console/event-types", { search: searchParams });
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Event types" }]} active="/console/event-types">
      <CatalogueList {...(await read(staff.ctx))} publicUrl={env().PUBLIC_URL} />
    </ConsolePage>
  );
}

async function read(ctx: Context) {
  const [eventTypes, usage] = await Promise.all([readEventTypes(ctx, "all"), listEventTypeUsage(ctx)]);
  const usageOf = new Map(usage.data.map((one) => [one.name, one]));
  const shown = toEntries(eventTypes);
  const entries = eventTypes.flatMap((eventType, n): ConsoleEntry[] => {
    const entry = shown[n];
    if (!entry) return [];
    const { messages = 0, chosen = 0, byGroup = 0 } = usageOf.get(eventType.name) ?? {};
    const { archived, validation, featureFlags, schemas } = eventType;
    return [
      {
        ...entry,
        archived,
        validation,
        version: newestVersion(schemas),
        hasFlags: featureFlags !== null,
        usage: { messages, chosen, byGroup },
      },
    ];
  });
  return { entries, undescribed: usage.data.filter(({ isDescribed }) => !isDescribed), everything: usage.everything };
}
