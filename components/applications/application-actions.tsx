"use client";

import { Link2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { OpenPortalButton } from "@/components/applications/open-portal-button.tsx";
import { useForbidden } from "@/components/console/staff.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import type { ApplicationOut } from "@/lib/contract/application.ts";

const PortalLinkDialog = dynamic(() =>
  import("@/components/applications/portal-link-dialog.tsx").then((module) => module.PortalLinkDialog),
);
const ApplicationDialog = dynamic(() =>
  import("@/components/applications/application-dialog.tsx").then((module) => module.ApplicationDialog),
);
const EndSessionsDialog = dynamic(() =>
  import("@/components/applications/end-sessions-dialog.tsx").then((module) => module.EndSessionsDialog),
);
const DeleteApplicationDialog = dynamic(() =>
  import("@/components/applications/delete-application-dialog.tsx").then((module) => module.DeleteApplicationDialog),
);

type ApplicationActionsProps = { application: ApplicationOut; publicUrl: string; onDeleted: () => void };

export function ApplicationActions({ application, publicUrl, onDeleted }: ApplicationActionsProps) {
  const [open, setOpen] = useState<"link" | "change" | "end" | "delete" | null>(null);
  const noSupport = useForbidden("support");
  const noEngineer = useForbidden("engineer");
  const noAdmin = useForbidden("admin");
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <OpenPortalButton
        applicationId={application.id}
        text="View as customer"
        access={{ capabilities: ["ViewBase"] }}
      />
      <Button
        variant="primary"
        className="max-sm:px-2.5"
        icon={<Link2 aria-hidden="true" size={16} strokeWidth={1.5} />}
        unavailable={noSupport}
        onClick={() => setOpen("link")}
      >
        Create portal link
      </Button>
      <Menu
        label="More actions"
        items={[
          { label: "Change…", unavailable: noEngineer, onSelect: () => setOpen("change") },
          { label: "End portal sessions…", unavailable: noSupport, onSelect: () => setOpen("end") },
          "separator",
          { label: "Delete…", danger: true, unavailable: noAdmin, onSelect: () => setOpen("delete") },
        ]}
      />
      {open === "link" ? <PortalLinkDialog application={application} publicUrl={publicUrl} onClose={close} /> : null}
      {open === "change" ? <ApplicationDialog application={application} onClose={close} /> : null}
      {open === "end" ? <EndSessionsDialog application={application} onClose={close} /> : null}
      {open === "delete" ? (
        <DeleteApplicationDialog application={application} onClose={close} onDeleted={onDeleted} />
      ) : null}
    </div>
  );
}
