"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { differenceLine, scheduleWords } from "@/components/delivery-options/option-words.ts";
import { RateSection } from "@/components/delivery-options/rate-section.tsx";
import { useOptionWords } from "@/components/delivery-options/use-option-words.ts";
import { usualOptionsQuery } from "@/components/endpoints/queries.ts";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { Button } from "@/components/ui/button.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const ExpertSections = dynamic(
  async () => (await import("@/components/delivery-options/expert-sections.tsx")).ExpertSections,
  { loading: () => <Loading /> },
);

const FOLDED = new Set(["timeouts", "retries", "replies", "batches", "order", "networks", "log"]);

/** The rate limit in the open; what only few need is folded under a line that says what differs. */
export function DeliverySettings({ endpoint }: { endpoint: EndpointOut }) {
  const t = useTranslations("delivery-options");
  const words = useOptionWords();
  const usual = useQuery(usualOptionsQuery()).data ?? endpoint.effectiveOptions;
  const [opened, setOpened] = useState(false);
  const [open, setOpen] = useState(false);
  const id = useId();

  function toggle(next: boolean) {
    setOpen(next);
    if (next) setOpened(true);
  }

  useEffect(() => {
    if (!FOLDED.has(window.location.hash.slice(1))) return;
    setOpened(true);
    setOpen(true);
  }, []);

  const { timeoutSeconds, retryDelaysSeconds } = endpoint.effectiveOptions;
  const own = differenceLine({ ...endpoint, throttleRate: null }, words);
  return (
    <>
      <RateSection endpoint={endpoint} />
      <SettingsSection id="delivery" title={t("title")} description={t("description")}>
        <p className="text-dense text-ink-2" data-num>
          {own ??
            t("nothing", {
              timeout: words.format.span(timeoutSeconds * 1000),
              schedule: scheduleWords(retryDelaysSeconds, words),
            })}
        </p>
        <Button
          className="mt-3"
          aria-expanded={open}
          aria-controls={opened ? id : undefined}
          icon={
            <ChevronDown aria-hidden="true" size={16} strokeWidth={1.5} className={open ? "rotate-180" : undefined} />
          }
          onClick={() => toggle(!open)}
        >
          {open ? t("fold") : t("change")}
        </Button>
      </SettingsSection>
      {/* What was typed stays while it is folded away. */}
      {opened ? (
        <div id={id} hidden={!open} className="border-line border-t">
          <ExpertSections endpoint={endpoint} usual={usual} />
        </div>
      ) : null}
    </>
  );
}

function Loading() {
  return <SkeletonRows rows={3} label={useTranslations("delivery-options")("loading")} />;
}
