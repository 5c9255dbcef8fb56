"use client";

import { DeliveryCustomer } from "@/components/console/delivery-customer.tsx";
import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { GroupPanel } from "@/components/console/explorer/group-panel.tsx";
import { useForbidden } from "@/components/console/staff.tsx";
import { DeliveryExplorer } from "@/components/deliveries/delivery-explorer.tsx";

/** Deliveries of every application; the drawer says whose it is and what to tell them. */
export function ConsoleExplorer() {
  const forbidden = useForbidden("replayDelivery");
  const allowed = forbidden === undefined;
  return (
    <DeliveryExplorer
      scope={EVERY_APPLICATION}
      abilities={{ replay: allowed, manageEndpoints: allowed, ...(forbidden ? { reason: forbidden } : {}) }}
      detailExtra={(delivery) => <DeliveryCustomer delivery={delivery} />}
      overview={<GroupPanel />}
    />
  );
}
