"use client";

import { useQuery } from "@tanstack/react-query";
import { deliveriesPath } from "@/components/deliveries/paths.ts";
import { summaryQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const BY: Record<NonNullable<EndpointOut["disabledReason"]>, string> = {
  failing: "We turned this endpoint off after days of failures",
  gone: "Your server answered “gone” (410), so we turned this endpoint off",
  customer: "This endpoint was turned off here",
  staff: "This endpoint was turned off for you by our support",
  api: "This endpoint was turned off over the API",
};

type TurnedOffBannerProps = { endpoint: EndpointOut; missed: number; onTurnOn: () => void };

/** On every page of an endpoint that is off: since when, by whom, and what has not been sent. */
export function TurnedOffBanner({ endpoint, missed, onTurnOn }: TurnedOffBannerProps) {
  const access = useAccess();
  const days = useQuery(summaryQuery(access)).data?.retentionDays;
  if (!endpoint.disabled) return null;
  const { disabledReason, disabledAt } = endpoint;
  const query = { endpoint: endpoint.id, status: "canceled", ...(disabledAt ? { from: disabledAt } : {}) };
  return (
    <Banner
      state="turned_off"
      className="mt-4"
      action={
        access.can("ManageEndpoint") ? (
          <Button variant="primary" onClick={onTurnOn}>
            Turn on…
          </Button>
        ) : null
      }
    >
      <strong className="font-strong">
        {BY[disabledReason ?? "api"]}
        {disabledAt ? (
          <>
            , <Time at={disabledAt} show="since" precision="minute" plain />
          </>
        ) : null}
        .
      </strong>{" "}
      {missed > 0 ? (
        <>
          <TextLink href={deliveriesPath(access, access.applicationId, query)}>
            {formatQuantity(missed, "delivery", "deliveries")}
          </TextLink>{" "}
          {missed === 1 ? "was" : "were"} recorded and not delivered
          {days === undefined ? "" : `; each is kept ${formatQuantity(days, "day", "days")}`}.
        </>
      ) : (
        "Nothing has been missed since."
      )}
    </Banner>
  );
}
