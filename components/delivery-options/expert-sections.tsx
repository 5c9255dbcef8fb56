"use client";

import { useEffect } from "react";
import { BatchesSection } from "@/components/delivery-options/batches-section.tsx";
import { LogSection } from "@/components/delivery-options/log-section.tsx";
import { NetworksSection } from "@/components/delivery-options/networks-section.tsx";
import { OrderSection } from "@/components/delivery-options/order-section.tsx";
import { RepliesSection } from "@/components/delivery-options/replies-section.tsx";
import { RetriesSection } from "@/components/delivery-options/retries-section.tsx";
import { TimeoutsSection } from "@/components/delivery-options/timeouts-section.tsx";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";

/** Fetched when they are opened: most endpoints go through life without them. */
export function ExpertSections(props: OptionSectionProps) {
  // A link may lead to one of them, which was not there when the browser looked for it.
  useEffect(() => {
    const id = window.location.hash.slice(1);
    if (id) document.getElementById(id)?.scrollIntoView();
  }, []);
  return (
    <>
      <TimeoutsSection {...props} />
      <RetriesSection {...props} />
      <RepliesSection {...props} />
      <BatchesSection {...props} />
      <OrderSection {...props} />
      <NetworksSection {...props} />
      <LogSection {...props} />
    </>
  );
}
