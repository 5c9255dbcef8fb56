"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { replayPath } from "@/components/replays/paths.ts";
import { replayQuery } from "@/components/replays/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";

/** In place of what and since: another replay has said both. */
export function AgainLine({ taskId, onClear }: { taskId: string; onClear: () => void }) {
  const t = useTranslations("replays");
  const access = useAccess();
  const task = useQuery(replayQuery(access, taskId)).data;
  const link = (chunks: ReactNode) => <TextLink href={replayPath(access, taskId)}>{chunks}</TextLink>;
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-2">
      <p className="text-body">{t.rich("new.again", { link, name: task?.name ?? t("new.againUnnamed") })}</p>
      <Button size="small" variant="quiet" onClick={onClear}>
        {t("new.againClear")}
      </Button>
    </div>
  );
}
