"use client";

import { useMutation } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { Button } from "@/components/ui/button.tsx";

/** Opens the customer's portal in this tab, read only; its bar leads back to this very page. */
export function ViewAsButton({ applicationId }: { applicationId: string }) {
  const forbidden = useForbidden("startPortalVisit");
  const visit = useMutation({
    mutationFn: async () => {
      const from = window.location.pathname + window.location.search;
      const body = { from };
      const { path } = await callAsStaff("POST /auth/app/{app_id}/visit", { params: { app_id: applicationId }, body });
      // A document of its own: what this page holds in its memory is the console's.
      window.location.assign(path);
    },
  });
  return (
    <>
      <Button
        unavailable={forbidden}
        className="max-sm:px-2.5"
        pending={visit.isPending}
        icon={<Eye aria-hidden="true" size={16} strokeWidth={1.5} />}
        onClick={() => visit.mutate()}
      >
        View as customer
      </Button>
      {visit.error ? (
        <p role="alert" className="w-full text-dense text-fail-ink">
          The portal could not be opened. {visit.error.message}
        </p>
      ) : null}
    </>
  );
}
