"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { applicationsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { showToast } from "@/components/ui/toast.tsx";

type PurgeDialogProps = { application: { id: string; name: string }; onClose: () => void };

/** Nothing of it comes back, so the name is typed. How far it is stands on the system page. */
export function PurgeDialog({ application, onClose }: PurgeDialogProps) {
  const router = useRouter();
  const client = useQueryClient();
  const [typed, setTyped] = useState("");
  const [mismatch, setMismatch] = useState(false);
  const purge = useMutation({
    mutationFn: (confirm: string) =>
      callAsStaff("POST /app/{app_id}/purge", { params: { app_id: application.id }, body: { confirm } }),
    onSuccess: () => {
      showToast({ text: "The purge begins within a minute. Its progress is on the system page." });
      router.replace("/console/system");
      client.removeQueries({ queryKey: applicationsKey });
    },
  });
  function onPurge() {
    const matches = typed.trim() === application.name;
    setMismatch(!matches);
    if (matches) purge.mutate(application.name);
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Purge ${application.name}?`}
      actions={
        <DialogActions cancel="Keep it" onCancel={onClose}>
          <Button variant="danger" pending={purge.isPending} onClick={onPurge}>
            Purge for good
          </Button>
        </DialogActions>
      }
    >
      <p>
        It is deleted at once, and within minutes everything of it is gone from every table. Files that staff have
        exported go too. Nobody can take this back; only a backup has it still.
      </p>
      <div className="mt-4 text-ink">
        <Field
          label={`Type ${application.name} to confirm`}
          error={mismatch ? "This is not the name of the application." : null}
        >
          <Input value={typed} onChange={(event) => setTyped(event.target.value)} autoComplete="off" />
        </Field>
      </div>
      {purge.error ? (
        <ErrorPanel title="It was not purged." className="mt-3">
          {purge.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
