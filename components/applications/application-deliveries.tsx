"use client";

import { DeliveryCustomer } from "@/components/console/delivery-customer.tsx";
import { DeliveryExplorer } from "@/components/deliveries/delivery-explorer.tsx";

/** The explorer of one customer's deliveries, with their histogram. Whoever sees it may replay: the page asks for the role. */
export function ApplicationDeliveries({ applicationId }: { applicationId: string }) {
  return (
    <section aria-label="Deliveries">
      <DeliveryExplorer
        scope={{ surface: "console", applicationId }}
        abilities={{ replay: true, manageEndpoints: true }}
        detailExtra={(delivery) => <DeliveryCustomer delivery={delivery} />}
      />
    </section>
  );
}
