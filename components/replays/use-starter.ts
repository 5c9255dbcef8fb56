"use client";

import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** As the API writes it for whoever did not start the task. */
const SOMEBODY_ELSE = "Somebody else";

/** Who started a replay. A customer is told whether it was this session, and no names. */
export function useStarter({ requestedBy }: Pick<BackgroundTaskOut, "requestedBy">): string {
  const t = useTranslations("replays");
  const { surface } = useAccess();
  if (surface === "console") return requestedBy;
  return requestedBy === SOMEBODY_ELSE ? t("list.somebodyElse") : t("list.you");
}
