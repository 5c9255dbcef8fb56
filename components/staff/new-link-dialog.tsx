"use client";

import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { LinkShown } from "@/components/staff/link-shown.tsx";
import { nameOf } from "@/components/staff/staff-words.ts";
import { useStaffAction } from "@/components/staff/use-staff-action.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
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
    <ConfirmDialog
      title={isInvited ? `Invite ${person.email} again?` : `Let ${nameOf(person)} choose a new password?`}
      confirm="Make link"
      variant="primary"
      write={issue}
      failed="There is no new link."
      onConfirm={() => issue.mutate()}
      onClose={onClose}
    >
      <p>
        {isInvited
          ? "They get a new link that works for 72 hours. The one before it ends."
          : "They get a link that works for 24 hours. Until they use it, their password stays as it is; then they are signed out everywhere. A second factor stays."}
      </p>
    </ConfirmDialog>
  );
}
