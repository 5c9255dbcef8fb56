"use client";

import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { FormDialog } from "@/components/portal/form-dialog.tsx";
import { nameOf, ROLE_OPTIONS } from "@/components/staff/staff-words.ts";
import { useStaffAction } from "@/components/staff/use-staff-action.ts";
import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { StaffRole } from "@/lib/contract/operation.ts";
import type { StaffOut } from "@/lib/contract/staff.ts";

export function RoleDialog({ person, onClose }: { person: StaffOut; onClose: () => void }) {
  const [role, setRole] = useState<StaffRole>(person.role);
  const save = useStaffAction<StaffRole, StaffOut>(
    (next) => callAsStaff("PATCH /staff/{staff_id}", { params: { staff_id: person.id }, body: { role: next } }),
    onClose,
  );
  return (
    <FormDialog
      title={`Role of ${nameOf(person)}`}
      submit="Change role"
      pending={save.isPending}
      failed="The role is as it was."
      refused={save.error?.message}
      onSubmit={() => save.mutate(role)}
      onClose={onClose}
    >
      <Field label="Role" hint="It holds from their next click on.">
        <Select
          data-autofocus
          options={ROLE_OPTIONS}
          value={role}
          onChange={(event) => setRole(event.target.value as StaffRole)}
        />
      </Field>
    </FormDialog>
  );
}
