"use client";

import { callAsStaff } from "@/components/console/call.ts";
import { LinkShown } from "@/components/staff/link-shown.tsx";
import { nameOf } from "@/components/staff/staff-words.ts";
import { useStaffAction } from "@/components/staff/use-staff-action.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import type { StaffLinkOut, StaffOut } from "@/lib/contract/staff.ts";

/** The invitation once more, or a link to choose a new password with. */
export function NewLinkDialog({ person, onClose }: { person: StaffOut; onClose: () => void }) {
  const isInvited = person.state === "invited";
  const issue = useStaffAction<void, StaffLinkOut>(
    () => callAsStaff("POST /staff/{staff_id}/link", { params: { staff_id: person.id } }),
    () => {},
  );
  if (issue.data) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={isInvited ? "A new invitation" : "A link for a new password"}
        actions={
          <Button variant="primary" onClick={onClose} data-autofocus>
            Done
          </Button>
        }
      >
        <LinkShown link={issue.data} email={person.email} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={isInvited ? `Invite ${person.email} again?` : `Let ${nameOf(person)} choose a new password?`}
      actions={
        <DialogActions onCancel={onClose}>
          <Button variant="primary" pending={issue.isPending} onClick={() => issue.mutate()}>
            Make link
          </Button>
        </DialogActions>
      }
    >
      <p>
        {isInvited
          ? "They get a new link that works for 72 hours. The one before it ends."
          : "They get a link that works for 24 hours. Until they use it, their password stays as it is; then they are signed out everywhere. A second factor stays."}
      </p>
      {issue.error ? (
        <ErrorPanel title="There is no new link." className="mt-3">
          {issue.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
