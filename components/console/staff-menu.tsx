"use client";

import { CircleUser } from "lucide-react";
import { useTransition } from "react";
import type { Staff } from "@/components/console/staff.tsx";
import { Button } from "@/components/ui/button.tsx";
import { PANEL_CLASS, usePanel } from "@/components/ui/floating.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

/** Who is signed in, their account, and the way out. */
export function StaffMenu({ staff, signOut }: { staff: Staff; signOut: () => Promise<void> }) {
  const { open, setOpen, buttonRef, panelRef } = usePanel();
  const [leaving, startLeaving] = useTransition();

  return (
    <>
      <IconButton
        ref={buttonRef}
        label={`Signed in as ${staff.name}`}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <CircleUser aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
      {open ? (
        <div ref={panelRef} popover="manual" className={`${PANEL_CLASS} min-w-56 p-3`}>
          <p className="truncate text-dense font-firm">{staff.name}</p>
          <p className="truncate text-meta text-ink-3">{staff.email}</p>
          <p className="text-meta text-ink-3">Role: {staff.role}</p>
          <p className="mt-2 text-dense">
            <TextLink href="/console/account" onClick={() => setOpen(false)}>
              Your account
            </TextLink>
          </p>
          <Button className="mt-3 w-full" pending={leaving} onClick={() => startLeaving(signOut)}>
            Sign out
          </Button>
        </div>
      ) : null}
    </>
  );
}
