"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { deliveriesPath } from "@/components/deliveries/paths.ts";
import { summaryQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type TurnedOffBannerProps = {
  endpoint: EndpointOut;
  /** Where the page does not name it. */
  name?: string;
  missed: number;
  onTurnOn: () => void;
};

/** On every page that shows an endpoint that is off: since when, by whom, and what has not been sent. */
export function TurnedOffBanner({ endpoint, name, missed, onTurnOn }: TurnedOffBannerProps) {
  const t = useTranslations("replays.turnedOff");
  const access = useAccess();
  const days = useQuery(summaryQuery(access)).data?.retentionDays;
  if (!endpoint.disabled) return null;
  return (
    <Banner
      state="turned_off"
      className={name === undefined ? "mt-4" : "mb-4"}
      action={
        access.can("ManageEndpoint") ? (
          <Button variant="primary" onClick={onTurnOn}>
            {t("turnOn")}
          </Button>
        ) : null
      }
    >
      <strong className="font-strong">
        <WhoAndWhen endpoint={endpoint} name={name} />
      </strong>{" "}
      {missed > 0 ? (
        <>
          <Missed endpoint={endpoint} count={missed} /> {days === undefined ? null : t("kept", { count: days })}
        </>
      ) : (
        t("nothing")
      )}
    </Banner>
  );
}

function WhoAndWhen({ endpoint, name }: Pick<TurnedOffBannerProps, "endpoint" | "name">) {
  const t = useTranslations("replays.turnedOff");
  const { disabledAt, disabledReason, updatedAt } = endpoint;
  const reason = disabledReason ?? "api";
  const since = () => <Time at={disabledAt ?? updatedAt} show="since" precision="minute" plain />;
  if (name !== undefined && (reason === "failing" || reason === "gone"))
    return t.rich(`named.${reason}`, { name, since });
  return t.rich(`this.${reason}`, { since });
}

function Missed({ endpoint, count }: { endpoint: EndpointOut; count: number }) {
  const t = useTranslations("replays.turnedOff");
  const access = useAccess();
  const query = {
    endpoint: endpoint.id,
    status: "canceled",
    ...(endpoint.disabledAt ? { from: endpoint.disabledAt } : {}),
  };
  const href = deliveriesPath(access, access.applicationId, query);
  const link = (chunks: ReactNode) => <TextLink href={href}>{chunks}</TextLink>;
  return t.rich("missed", { count, link });
}
