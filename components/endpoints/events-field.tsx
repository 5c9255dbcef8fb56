"use client";

import dynamic from "next/dynamic";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";

const EventChecklist = dynamic(
  async () => (await import("@/components/endpoints/event-checklist.tsx")).EventChecklist,
  {
    loading: () => <Loading />,
  },
);

type EventsFieldProps = {
  everything: boolean;
  eventTypes: string[];
  onChange: (next: { everything: boolean; eventTypes: string[] }) => void;
  /** How many there are now; unknown until the server has said so. */
  count?: number | undefined;
  error?: string | undefined;
};

export function EventsField({ everything, eventTypes, onChange, count, error }: EventsFieldProps) {
  const t = useTranslations("endpoints.events");
  const id = useId();
  return (
    <div>
      <RadioGroup
        legend={t("legend")}
        name={`${id}-events`}
        value={everything ? "everything" : "some"}
        onChange={(value) => onChange({ everything: value === "everything", eventTypes })}
        options={[
          {
            value: "everything",
            label: count ? t("everythingCounted", { count }) : t("everything"),
            description: t("everythingHint"),
          },
          { value: "some", label: t("some") },
        ]}
      />
      {everything ? null : (
        <div className="mt-3 sm:ms-6">
          <EventChecklist
            selection={eventTypes}
            onChange={(next) => onChange({ everything, eventTypes: next })}
            error={error}
          />
        </div>
      )}
    </div>
  );
}

function Loading() {
  return <SkeletonRows rows={4} label={useTranslations("endpoints.events")("loading")} />;
}
