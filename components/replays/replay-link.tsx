"use client";

import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { newReplayPath } from "@/components/replays/paths.ts";
import { ButtonLink } from "@/components/ui/button.tsx";
import type { ButtonSize } from "@/components/ui/button-look.ts";

/** To replay many of one endpoint; since when follows from how it has been doing. */
export function ReplayLink({ endpointId, size }: { endpointId: string; size?: ButtonSize }) {
  const t = useTranslations("replays");
  const access = useAccess();
  return (
    <ButtonLink size={size} href={newReplayPath(access, { endpoint: endpointId })}>
      {t("entry.replay")}
    </ButtonLink>
  );
}
