import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { ImportScreen } from "@/components/catalogue/import-screen.tsx";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { leastRole } from "@/components/console/staff-role.ts";

export const metadata: Metadata = { title: "Import event types" };

export default async function ImportPage() {
  const least = leastRole("importEventTypes");
  const staff = await requireStaffAt("/console/catalogue/import", { least });
  return (
    <ConsolePage
      staff={staff}
      crumbs={[{ label: "Event types", href: "/console/event-types" }, { label: "Import" }]}
      active="/console/event-types"
    >
      {staff.isAllowed ? (
        <ImportScreen />
      ) : (
        <>
          <h1 className="text-page">Import from OpenAPI</h1>
          <Forbidden what="Imports" role={staff.actor.role} least={least} />
        </>
      )}
    </ConsolePage>
  );
}
