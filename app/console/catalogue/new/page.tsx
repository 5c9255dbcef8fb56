import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { NewEventType } from "@/components/catalogue/event-type-screen.tsx";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { leastRole } from "@/components/console/staff-role.ts";

export const metadata: Metadata = { title: "New event type" };

export default async function NewEventTypePage({ searchParams }: { searchParams: SearchParams }) {
  const least = leastRole("createEventType");
  const staff = await requireStaffAt("/console/catalogue/new", { search: searchParams, least });
  const { name } = await searchParams;
  return (
    <ConsolePage
      staff={staff}
      crumbs={[{ label: "Event types", href: "/console/event-types" }, { label: "New" }]}
      active="/console/event-types"
    >
      {staff.isAllowed ? (
        <NewEventType name={typeof name === "string" ? name.slice(0, 256) : ""} />
      ) : (
        <>
          <h1 className="text-page">New event type</h1>
          <Forbidden what="The tools for event types" role={staff.actor.role} least={least} />
        </>
      )}
    </ConsolePage>
  );
}
