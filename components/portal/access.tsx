"use client";

import type { ReactNode } from "react";
import { createContext, useContext, useMemo } from "react";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf } from "@/components/deliveries/scope.ts";
import type { createClient } from "@/lib/contract/client.ts";
import type { Capability } from "@/lib/contract/operation.ts";

type Call = ReturnType<typeof createClient>;

export type Access = {
  surface: DeliveryScope["surface"];
  /** `app_…` */
  applicationId: string;
  applicationName: string;
  /** What a session may not do is absent from the page. */
  can: (capability: Capability) => boolean;
  /** The typed client, with the header that says which of the browser's sessions acts. */
  call: Call;
};

const AccessContext = createContext<Access | null>(null);

type AccessProviderProps = {
  surface: Access["surface"];
  applicationId: string;
  applicationName: string;
  capabilities: readonly Capability[];
  children: ReactNode;
};

/** Who looks at the screens of one application, and what they may do there. */
export function AccessProvider(props: AccessProviderProps) {
  const { surface, applicationId, applicationName, capabilities, children } = props;
  const access = useMemo<Access>(
    () => ({
      surface,
      applicationId,
      applicationName,
      can: (capability) => capabilities.includes(capability),
      call: clientOf({ surface, applicationId }),
    }),
    [surface, applicationId, applicationName, capabilities],
  );
  return <AccessContext value={access}>{children}</AccessContext>;
}

export function useAccess(): Access {
  const access = useContext(AccessContext);
  if (!access) throw new Error("This component stands outside an AccessProvider.");
  return access;
}
