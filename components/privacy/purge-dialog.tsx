"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { applicationsKey } from "@/components/applications/queries.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmByName } from "@/components/portal/confirm-by-name.tsx";
import { showToast } from "@/components/ui/toast.tsx";

type PurgeDialogProps = { application: { id: string; name: string }; onClose: () => void };

/** How far it is stands on the system page. */
export function PurgeDialog({ application, onClose }: PurgeDialogProps) {
  const router = useRouter();
  const client = useQueryClient();
  const purge = useMutation({
    mutationFn: (confirm: string) =>
      callAsStaff("POST /app/{app_id}/purge", { params: { app_id: application.id }, body: { confirm } }),
    onSuccess: () => {
      showToast({ text: "The purge begins within a minute. Its progress is on the system page." });
      router.replace("/console/system");
      client.removeQueries({ queryKey: applicationsKey });
    },
  });
  return (
    <ConfirmByName
      title={`Purge ${application.name}?`}
      name={application.name}
      label={`Type ${application.name} to confirm`}
      wrong="This is not the name of the application."
      keep="Keep it"
      confirm="Purge for good"
      variant="danger"
      write={purge}
      failed="It was not purged."
      onConfirm={() => purge.mutate(application.name)}
      onClose={onClose}
    >
      <p>
        It is deleted at once, and within minutes everything of it is gone from every table. Nobody can take this back;
        only a backup has it still.
      </p>
      <p className="mt-2">
        All files of exports go too, those of other customers and of your colleagues included, and exports that run end:
        any of them may hold something of it. They can be made again.
      </p>
    </ConfirmByName>
  );
}
