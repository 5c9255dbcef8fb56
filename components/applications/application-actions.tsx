"use client";

import { Link2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { ViewAsButton } from "@/components/applications/view-as-button.tsx";
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
const TestMessageSheet = dynamic(() =>
  import("@/components/applications/test-message-sheet.tsx").then((module) => module.TestMessageSheet),
);
const RateLimitDialog = dynamic(() =>
  import("@/components/applications/rate-limit-dialog.tsx").then((module) => module.RateLimitDialog),
);
const QuotaDialog = dynamic(() =>
  import("@/components/applications/quota-dialog.tsx").then((module) => module.QuotaDialog),
);
const SuspendDialog = dynamic(() =>
  import("@/components/applications/suspend-dialog.tsx").then((module) => module.SuspendDialog),
);
const EndSessionsDialog = dynamic(() =>
  import("@/components/applications/end-sessions-dialog.tsx").then((module) => module.EndSessionsDialog),
);
const DeleteApplicationDialog = dynamic(() =>
  import("@/components/applications/delete-application-dialog.tsx").then((module) => module.DeleteApplicationDialog),
);

type ApplicationActionsProps = { application: ApplicationOut; publicUrl: string; onDeleted: () => void };
type Open = "link" | "test" | "change" | "limit" | "quota" | "suspend" | "end" | "delete";

export function ApplicationActions({ application, publicUrl, onDeleted }: ApplicationActionsProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const noSupport = useForbidden("support");
  const noEngineer = useForbidden("engineer");
  const noAdmin = useForbidden("admin");
  const close = () => setOpen(null);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ViewAsButton applicationId={application.id} />
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
          {
            label: "Send test message…",
            unavailable: noSupport ?? (application.suspendedAt ? "It is suspended: nothing is sent." : undefined),
            onSelect: () => setOpen("test"),
          },
          { label: "Change…", unavailable: noEngineer, onSelect: () => setOpen("change") },
          { label: "Set rate limit…", unavailable: noEngineer, onSelect: () => setOpen("limit") },
          { label: "Set quotas…", unavailable: noEngineer, onSelect: () => setOpen("quota") },
          { label: "End portal sessions…", unavailable: noSupport, onSelect: () => setOpen("end") },
          "separator",
          // The way back stands in the banner that says so.
          ...(application.suspendedAt
            ? []
            : [{ label: "Suspend…", danger: true, unavailable: noEngineer, onSelect: () => setOpen("suspend") }]),
          { label: "Delete…", danger: true, unavailable: noAdmin, onSelect: () => setOpen("delete") },
        ]}
      />
      {open === "link" ? <PortalLinkDialog application={application} publicUrl={publicUrl} onClose={close} /> : null}
      {open === "test" ? <TestMessageSheet application={application} onClose={close} /> : null}
      {open === "change" ? <ApplicationDialog application={application} onClose={close} /> : null}
      {open === "limit" ? <RateLimitDialog application={application} onClose={close} /> : null}
      {open === "quota" ? <QuotaDialog application={application} onClose={close} /> : null}
      {open === "suspend" ? <SuspendDialog application={application} onClose={close} /> : null}
      {open === "end" ? <EndSessionsDialog application={application} onClose={close} /> : null}
      {open === "delete" ? (
        <DeleteApplicationDialog application={application} onClose={close} onDeleted={onDeleted} />
      ) : null}
    </div>
  );
}
