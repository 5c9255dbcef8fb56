"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { ApiError } from "@/lib/contract/client.ts";

export function useSignOut(): { signOut: () => void; pending: boolean } {
  const t = useTranslations("portal.signOut");
  const { call } = useAccess();
  const [pending, setPending] = useState(false);

  async function leave() {
    setPending(true);
    try {
      await call("POST /auth/logout", {});
    } catch (error) {
      // A session that is over already is what was asked for.
      if (!(error instanceof ApiError && error.status === 401)) {
        setPending(false);
        announce(t("failed"));
        return;
      }
    }
    // A new document: nothing of the session stays in this page's memory.
    window.location.assign("/portal?left");
  }

  return { signOut: () => void (pending || leave()), pending };
}
