"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "use-intl";
import { useSignOut } from "@/components/portal/use-sign-out.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";

export function SignOut() {
  const t = useTranslations("portal.signOut");
  const { signOut, pending } = useSignOut();
  return (
    <IconButton label={t("label")} aria-busy={pending || undefined} onClick={signOut}>
      <LogOut aria-hidden="true" size={16} strokeWidth={1.5} />
    </IconButton>
  );
}
