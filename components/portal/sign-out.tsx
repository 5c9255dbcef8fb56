"use client";

import { LogOut } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { ApiError } from "@/lib/contract/client.ts";

export function SignOut() {
  const t = useTranslations("portal.signOut");
  const { call } = useAccess();
  const [pending, setPending] = useState(false);

  async function signOut() {
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

  return (
    <IconButton label={t("label")} aria-busy={pending || undefined} onClick={() => !pending && void signOut()}>
      <LogOut aria-hidden="true" size={16} strokeWidth={1.5} />
    </IconButton>
  );
}
