"use client";

import dynamic from "next/dynamic";
import { useId } from "react";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";

const EventChecklist = dynamic(
  async () => (await import("@/components/endpoints/event-checklist.tsx")).EventChecklist,
  {
    loading: () => <SkeletonRows rows={4} label="Loading the event types" />,
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
  const id = useId();
  const number = count === undefined || count === 0 ? "" : `, ${count} event ${count === 1 ? "type" : "types"}`;
  return (
    <div>
      <RadioGroup
        legend="Send me"
        name={`${id}-events`}
        value={everything ? "everything" : "some"}
        onChange={(value) => onChange({ everything: value === "everything", eventTypes })}
        options={[
          {
            value: "everything",
            label: `Everything${number}`,
            description: "Event types that are added later are sent too.",
          },
          { value: "some", label: "Choose…" },
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
