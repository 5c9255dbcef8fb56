"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { applicationsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmByName } from "@/components/portal/confirm-by-name.tsx";

type DeleteApplicationDialogProps = {
  application: { id: string; name: string };
  onClose: () => void;
  onDeleted: () => void;
};

export function DeleteApplicationDialog({ application, onClose, onDeleted }: DeleteApplicationDialogProps) {
  const router = useRouter();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => callAsStaff("DELETE /app/{app_id}", { params: { app_id: application.id } }),
    onSuccess: () => {
      onDeleted();
      router.replace("/console/applications");
      client.removeQueries({ queryKey: applicationsKey });
    },
  });
  return (
    <ConfirmByName
      title={`Delete ${application.name}?`}
      name={application.name}
      label={`Type ${application.name} to confirm`}
      wrong="This is not the name of the application."
      keep="Keep it"
      confirm="Delete application"
      variant="danger"
      write={remove}
      failed="It was not deleted."
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        Its endpoints stop, pending retries are canceled, its portal closes, and messages for it are refused. This
        cannot be undone.
      </p>
    </ConfirmByName>
  );
}
