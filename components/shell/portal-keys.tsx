"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";

/** What can be begun on every page of the portal. */
export function PortalKeys() {
  const t = useTranslations("shell.keys");
  const access = useAccess();
  const router = useRouter();
  useShortcuts(
    {
      n: {
        run: () => router.push(`/portal/${access.applicationId}/endpoints/new`),
        does: t("newEndpoint"),
        group: "everywhere",
        isAction: true,
      },
    },
    access.can("ManageEndpoint"),
  );
  return null;
}
