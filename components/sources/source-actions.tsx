"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { paramsOf, sourceKeys } from "@/components/sources/queries.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import type { SourceOut } from "@/lib/contract/source.ts";

const SourceDialog = dynamic(() =>
  import("@/components/sources/source-dialog.tsx").then((module) => module.SourceDialog),
);
const RotateSecretDialog = dynamic(() =>
  import("@/components/sources/rotate-secret-dialog.tsx").then((module) => module.RotateSecretDialog),
);
const DeleteSourceDialog = dynamic(() =>
  import("@/components/sources/delete-source-dialog.tsx").then((module) => module.DeleteSourceDialog),
);

/** What can be done to a source, beside its name. */
export function SourceActions({ applicationId, source }: { applicationId: string; source: SourceOut }) {
  const client = useQueryClient();
  const [open, setOpen] = useState<"change" | "secret" | "delete" | null>(null);
  const noEngineer = useForbidden("patchSource");
  const place = { applicationId, sourceId: source.id };
  const turn = useMutation({
    mutationFn: () =>
      callAsStaff("PATCH /app/{app_id}/source/{source_id}", {
        params: paramsOf(place),
        body: { disabled: !source.disabled },
      }),
    onSuccess: (saved) => {
      client.setQueryData(sourceKeys.one(place), saved);
      announce(saved.disabled ? "The source is turned off." : "The source is turned on.");
    },
  });
  const close = () => setOpen(null);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        {source.kind === "none" ? null : (
          <Button unavailable={noEngineer} onClick={() => setOpen("secret")}>
            {source.secrets.length === 0 ? "Enter the secret…" : "Change secret…"}
          </Button>
        )}
        <Menu
          label="More actions"
          items={[
            { label: "Change…", unavailable: noEngineer, onSelect: () => setOpen("change") },
            {
              label: source.disabled ? "Turn on" : "Turn off",
              unavailable: noEngineer,
              onSelect: () => turn.mutate(),
            },
            "separator",
            { label: "Delete…", danger: true, unavailable: noEngineer, onSelect: () => setOpen("delete") },
          ]}
        />
      </div>
      {turn.error ? (
        <ErrorPanel title="It was not changed." className="w-full">
          {turn.error.message}
        </ErrorPanel>
      ) : null}
      {open === "change" ? <SourceDialog applicationId={applicationId} source={source} onClose={close} /> : null}
      {open === "secret" ? <RotateSecretDialog applicationId={applicationId} source={source} onClose={close} /> : null}
      {open === "delete" ? <DeleteSourceDialog applicationId={applicationId} source={source} onClose={close} /> : null}
    </>
  );
}
