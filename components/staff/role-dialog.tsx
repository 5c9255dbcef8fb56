"use client";

import { useId, useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { nameOf, ROLE_OPTIONS } from "@/components/staff/staff-words.ts";
import { useStaffAction } from "@/components/staff/use-staff-action.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { StaffRole } from "@/lib/contract/operation.ts";
import type { StaffOut } from "@/lib/contract/staff.ts";

export function RoleDialog({ person, onClose }: { person: StaffOut; onClose: () => void }) {
  const formId = useId();
  const [role, setRole] = useState<StaffRole>(person.role);
  const save = useStaffAction<StaffRole, StaffOut>(
    (next) => callAsStaff("PATCH /staff/{staff_id}", { params: { staff_id: person.id }, body: { role: next } }),
    onClose,
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Role of ${nameOf(person)}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={save.isPending}>
            Change role
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4 text-ink"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(role);
        }}
      >
        {save.error ? <ErrorPanel title="The role is as it was.">{save.error.message}</ErrorPanel> : null}
        <Field label="Role" hint="It holds from their next click on.">
          <Select
            data-autofocus
            options={ROLE_OPTIONS}
            value={role}
            onChange={(event) => setRole(event.target.value as StaffRole)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
