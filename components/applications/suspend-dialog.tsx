"use client";

import { useRef } from "react";
import { useApplicationChange } from "@/components/applications/use-application-change.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
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
    <Dialog
      open
      onClose={onClose}
      title={`Suspend ${application.name}?`}
      actions={
        <DialogActions cancel="Keep sending" onCancel={onClose}>
          <Button
            variant="danger"
            pending={suspend.isPending}
            onClick={() => suspend.mutate(reasonRef.current?.value.trim() ?? "")}
          >
            Suspend
          </Button>
        </DialogActions>
      }
    >
      <ul className="grid list-disc gap-1.5 ps-5">
        <li>
          Messages are refused: your backend gets 403 with the code{" "}
          <code className="text-mono">application_suspended</code>.
        </li>
        <li>Deliveries that wait are kept, and sent when you resume it. Tests and replays are refused until then.</li>
        <li>The portal stays open, and says that sending is suspended.</li>
      </ul>
      <div className="mt-4 text-ink">
        <Field label="Reason" optional hint="For your colleagues, in the audit log. The customer is not shown it.">
          <Input ref={reasonRef} maxLength={500} autoComplete="off" />
        </Field>
      </div>
      {suspend.error ? (
        <ErrorPanel title="It was not suspended." className="mt-3">
          {suspend.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
