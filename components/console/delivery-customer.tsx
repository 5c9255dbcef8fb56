"use client";

import { useQuery } from "@tanstack/react-query";
import { customerMessage } from "@/components/console/customer-message.ts";
import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { RevealPayloads } from "@/components/console/reveal-payloads.tsx";
import { portalDeliveryPath } from "@/components/deliveries/paths.ts";
import { deliveryQuery } from "@/components/deliveries/queries.ts";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

/** Whose delivery it is, and what to send them: a link to their own portal, never one to the console. */
export function DeliveryCustomer({ delivery }: { delivery: DeliveryOut }) {
  const { applicationId, applicationName } = delivery;
  const { data: detail } = useQuery(deliveryQuery(EVERY_APPLICATION, applicationId, delivery.id));
  const portalUrl = () => `${window.location.origin}${portalDeliveryPath(delivery)}`;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b pb-3 text-dense">
        <TextLink href={`/console/applications/${applicationId}`} className="min-w-0 grow basis-40 truncate">
          {applicationName ?? "Application"}
        </TextLink>
        <span className="flex flex-wrap gap-2">
          <CopyButton value={portalUrl} label="Copy portal link" button={{ size: "small", text: "Copy portal link" }} />
          {detail ? (
            <CopyButton
              value={() => customerMessage(detail, portalUrl())}
              label="Copy message to customer"
              button={{ size: "small", text: "Copy message to customer" }}
            />
          ) : null}
        </span>
      </div>
      <RevealPayloads className="mb-4" />
    </>
  );
}
