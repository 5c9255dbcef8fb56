"use client";

import { useState } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/select.tsx";

/** A page like one of the operator's, with a real portal in it, read only. */
export function HostFrame({ applications }: { applications: { id: string; name: string }[] }) {
  const forbidden = useForbidden("appPortalAccess");
  const [chosen, setChosen] = useState(applications[0]?.id ?? "");
  const [shown, setShown] = useState<{ id: string; height: string } | null>(null);
  const [height, setHeight] = useState("auto");
  if (applications.length === 0) {
    return <Empty title="There is no application whose portal could be shown.">Create one first.</Empty>;
  }
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Portal of" className="w-60 max-w-full">
          <Select
            options={applications.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          />
        </Field>
        <Field label="Height" className="w-60 max-w-full">
          <Select
            options={[
              { value: "auto", label: "As high as its content" },
              { value: "fill", label: "Fills its place" },
            ]}
            value={height}
            onChange={(event) => setHeight(event.target.value)}
          />
        </Field>
        <Button unavailable={forbidden} onClick={() => setShown({ id: chosen, height })}>
          Show it in a page
        </Button>
      </div>
      {shown ? (
        <iframe
          key={`${shown.id} ${shown.height}`}
          title="A page of yours with a portal in it"
          src={`/portal/host-preview?app=${shown.id}&height=${shown.height}`}
          sandbox="allow-scripts allow-same-origin allow-forms allow-popups"
          className="h-[720px] w-full rounded-card border border-line"
        />
      ) : null}
    </div>
  );
}
