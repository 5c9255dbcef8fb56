import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { leastRole } from "@/components/console/staff-role.ts";
import { Empty } from "@/components/ui/empty.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { findOperationalPlace } from "@/lib/domain/operational-webhooks/application.ts";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Operational webhooks" };

/** They are shown as the application that they are; as long as there is none, how to make one. */
export default async function OperationalWebhooksPage() {
  const staff = await requireStaffAt("/console/developers/operational-webhooks", {
    least: leastRole("listOperationalEndpoints"),
  });
  const place = staff.isAllowed ? await findOperationalPlace(staff.ctx) : null;
  if (place) redirect(`/console/applications/${formatId("application", place.applicationId)}`);
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Operational webhooks" }]} active="/console/applications">
      <h1 className="text-page">Operational webhooks</h1>
      {staff.isAllowed ? (
        <Empty title="Nothing is sent to your own backend yet." className="mt-4">
          It can be told when an endpoint is turned off or a delivery gives up.{" "}
          <TextLink href="/docs/operational-webhooks">How to set it up</TextLink>
        </Empty>
      ) : (
        <Forbidden what="Operational webhooks" role={staff.actor.role} least={leastRole("listOperationalEndpoints")} />
      )}
    </ConsolePage>
  );
}
