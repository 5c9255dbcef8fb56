"use client";

import { useRef } from "react";
import { useApplicationChange } from "@/components/applications/use-application-change.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

type SuspendDialogProps = { application: { id: string; name: string }; onClose: () => void };

/** Suspending stops a customer at once: what that does, and what it does not, is said before. */
export function SuspendDialog({ application, onClose }: SuspendDialogProps) {
  const reasonRef = useRef<HTMLInputElement>(null);
  const suspend = useApplicationChange(
    (reason: string) =>
      callAsStaff("POST /app/{app_id}/suspend", {
        params: { app_id: application.id },
        body: reason ? { reason } : {},
      }),
    onClose,
  );
  return (
    <ConfirmDialog
      title={`Suspend ${application.name}?`}
      keep="Keep sending"
      confirm="Suspend"
      variant="danger"
      write={suspend}
      failed="It was not suspended."
      onConfirm={() => suspend.mutate(reasonRef.current?.value.trim() ?? "")}
      onClose={onClose}
    >
      <ul className="grid list-disc gap-1.5 ps-5">
        <li>
          Messages are refused: your backend gets 403 with the code{" "}
          <code className="text-mono">application_suspended</code>.
        </li>
        <li>Deliveries that wait are kept, and sent when you resume it. Tests and replays are refused until then.</li>
        <li>The portal stays open, and says that sending is suspended.</li>
      </ul>
      <div className="text-ink">
        <Field label="Reason" optional hint="For your colleagues, in the audit log. The customer is not shown it.">
          <Input ref={reasonRef} maxLength={500} autoComplete="off" />
        </Field>
      </div>
    </ConfirmDialog>
  );
}
