"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
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
    <ConfirmDialog
      title={`End portal sessions of ${application.name}?`}
      keep="Keep them"
      confirm="End sessions"
      variant="danger"
      write={end}
      failed="The sessions were not ended."
      onConfirm={() => end.mutate(labelRef.current?.value.trim() ?? "")}
      onClose={onClose}
    >
      <p>
        Open portals are closed at their next request, and links that were not used yet stop working. Endpoints and
        deliveries go on.
      </p>
      <div className="text-ink">
        <Field label="Only those with this label" optional hint="Empty ends all of them.">
          <Input ref={labelRef} maxLength={64} autoComplete="off" />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
