import type { ReactNode } from "react";
import type { FoundEndpoint } from "@/app/console/applications/[appId]/endpoints/[epId]/find-endpoint.ts";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { RevealPayloads } from "@/components/console/reveal-payloads.tsx";
import { StaffAccess } from "@/components/console/staff-access.tsx";
import { leastRole } from "@/components/console/staff-role.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import type { StaffPage } from "@/lib/page/staff.ts";

type EndpointPageProps = {
  staff: StaffPage & { isAllowed: boolean };
  found: FoundEndpoint;
  data: [key: readonly unknown[], value: unknown][];
  children: ReactNode;
};

/** The frame of an endpoint's pages: the customer's own screens, with the rights of staff. */
export function EndpointPage({ staff, found, data, children }: EndpointPageProps) {
  const { application, endpoint } = found;
  return (
    <ConsolePage
      staff={staff}
      crumbs={[
        { label: "Applications", href: "/console/applications" },
        { label: application.name, href: `/console/applications/${application.id}` },
        { label: nameOf(endpoint) },
      ]}
      active="/console/applications"
    >
      {staff.isAllowed ? (
        <StaffAccess application={application}>
          <RevealPayloads className="mb-3 justify-end" />
          <Prefetched data={data}>{children}</Prefetched>
        </StaffAccess>
      ) : (
        <>
          <h1 className="text-page">{nameOf(endpoint)}</h1>
          <Forbidden
            what="Deliveries and settings of an endpoint"
            role={staff.actor.role}
            least={leastRole("patchEndpoint")}
          />
        </>
      )}
    </ConsolePage>
  );
}
