"use client";

import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmStaffAction } from "@/components/staff/confirm-staff-action.tsx";
import { NewLinkDialog } from "@/components/staff/new-link-dialog.tsx";
import { RoleDialog } from "@/components/staff/role-dialog.tsx";
import { nameOf } from "@/components/staff/staff-words.ts";
import type { StaffOut } from "@/lib/contract/staff.ts";

export type MemberAction = "role" | "link" | "factor" | "disable" | "enable" | "withdraw";

type StaffMemberDialogProps = {
  person: StaffOut;
  action: MemberAction;
  onClose: () => void;
  /** The person is no more. */
  onGone: () => void;
};

/** What an admin can do to a person, one dialog for each. */
export function StaffMemberDialog({ person, action, onClose, onGone }: StaffMemberDialogProps) {
  const name = nameOf(person);
  const params = { staff_id: person.id };
  const turn = (disabled: boolean) => callAsStaff("PATCH /staff/{staff_id}", { params, body: { disabled } });
  switch (action) {
    case "role":
      return <RoleDialog person={person} onClose={onClose} />;
    case "link":
      return <NewLinkDialog person={person} onClose={onClose} />;
    case "factor":
      return (
        <ConfirmStaffAction
          title={`Remove the second factor of ${name}?`}
          keep="Keep it"
          confirm="Remove"
          danger
          run={() => callAsStaff("DELETE /staff/{staff_id}/second-factor", { params })}
          onClose={onClose}
        >
          <p>
            From then on the password alone lets them in, until they set up another one. Make sure that it is really
            they who ask.
          </p>
        </ConfirmStaffAction>
      );
    case "disable":
      return (
        <ConfirmStaffAction
          title={`Turn off the account of ${name}?`}
          keep="Keep it on"
          confirm="Turn off"
          danger
          run={() => turn(true)}
          onClose={onClose}
        >
          <p>They are signed out everywhere and cannot sign in. What they did stays in the activity log.</p>
        </ConfirmStaffAction>
      );
    case "enable":
      return (
        <ConfirmStaffAction
          title={`Turn on the account of ${name}?`}
          keep="Leave it off"
          confirm="Turn on"
          run={() => turn(false)}
          onClose={onClose}
        >
          <p>They can sign in as before, with the role {person.role}.</p>
        </ConfirmStaffAction>
      );
    case "withdraw":
      return (
        <ConfirmStaffAction
          title={`Withdraw the invitation of ${name}?`}
          keep="Keep it"
          confirm="Withdraw"
          danger
          run={() => callAsStaff("DELETE /staff/{staff_id}", { params })}
          onClose={onClose}
          onDone={onGone}
        >
          <p>Their link ends at once. You can invite them again.</p>
        </ConfirmStaffAction>
      );
  }
}
