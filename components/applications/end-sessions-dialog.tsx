"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { showToast } from "@/components/ui/toast.tsx";

type EndSessionsDialogProps = { application: { id: string; name: string }; onClose: () => void };

export function EndSessionsDialog({ application, onClose }: EndSessionsDialogProps) {
  const labelRef = useRef<HTMLInputElement>(null);
  const end = useMutation({
    mutationFn: (label: string) =>
      callAsStaff("POST /auth/app/{app_id}/expire-all", {
        params: { app_id: application.id },
        body: label ? { sessionIds: [label] } : {},
      }),
    onSuccess: (_, label) => {
      onClose();
      showToast({
        text: label
          ? `Portal sessions labelled ${label} have ended.`
          : `Every portal session of ${application.name} has ended.`,
      });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={`End portal sessions of ${application.name}?`}
      actions={
        <DialogActions cancel="Keep them" onCancel={onClose}>
          <Button
            variant="danger"
            pending={end.isPending}
            onClick={() => end.mutate(labelRef.current?.value.trim() ?? "")}
          >
            End sessions
          </Button>
        </DialogActions>
      }
    >
      <p>
        Open portals are closed at their next request, and links that were not used yet stop working. Endpoints and
        deliveries go on.
      </p>
      <div className="mt-4 text-ink">
        <Field label="Only those with this label" optional hint="Empty ends all of them.">
          <Input ref={labelRef} maxLength={64} autoComplete="off" />
        </Field>
      </div>
      {end.error ? (
        <ErrorPanel title="The sessions were not ended." className="mt-3">
          {end.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
