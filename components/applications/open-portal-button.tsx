"use client";

import { useMutation } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { createPortalLink } from "@/components/applications/portal-link.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { Button } from "@/components/ui/button.tsx";

type OpenPortalButtonProps = {
  applicationId: string;
  text: string;
  /** Finds the path of the portal to open at; undefined for its start. */
  findNext: () => Promise<string | undefined>;
};

/** Opens the portal in a new tab with a link made for this press; it is in the audit trail like any other. */
export function OpenPortalButton({ applicationId, text, findNext }: OpenPortalButtonProps) {
  const forbidden = useForbidden("support");
  const open = useMutation({
    mutationFn: async () => {
      // Opened within the press itself: browsers block windows that come later.
      const tab = window.open("", "_blank");
      try {
        const next = await findNext();
        const { url } = await createPortalLink(applicationId, { expiry: 3600, ...(next ? { next } : {}) });
        if (tab) {
          tab.opener = null;
          tab.location.replace(url);
        } else window.location.assign(url);
      } catch (error) {
        tab?.close();
        throw error;
      }
    },
  });
  return (
    <>
      <Button
        unavailable={forbidden}
        className="max-sm:px-2.5"
        pending={open.isPending}
        icon={<ExternalLink aria-hidden="true" size={16} strokeWidth={1.5} />}
        onClick={() => open.mutate()}
      >
        {text}
      </Button>
      {open.error ? (
        <p role="alert" className="w-full text-dense text-fail-ink">
          The portal could not be opened. {open.error.message}
        </p>
      ) : null}
    </>
  );
}
