"use client";

import { AuthenticationSection } from "@/components/authentication/authentication-section.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { FormatSection } from "@/components/request-format/format-section.tsx";
import { TransformationSection } from "@/components/transformation/transformation-section.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

/** What makes a request other than the usual one. */
export function RequestSections({ endpoint }: { endpoint: EndpointOut }) {
  const access = useAccess();
  return (
    <>
      <AuthenticationSection endpoint={endpoint} />
      <FormatSection endpoint={endpoint} />
      {access.can("ManageTransformations") ? <TransformationSection endpointId={endpoint.id} /> : null}
    </>
  );
}
