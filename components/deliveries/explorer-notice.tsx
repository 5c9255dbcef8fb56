"use client";

import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button.tsx";

type ExplorerNoticeProps = {
  /** The link that was opened begins further back. */
  isAnchored: boolean;
  onNewest: () => void;
  newCount: number;
  mayBeMore: boolean;
  onShowNew: () => void;
};

/** What is not on screen: newer rows, which wait until they are asked for. */
export function ExplorerNotice({ isAnchored, onNewest, newCount, mayBeMore, onShowNew }: ExplorerNoticeProps) {
  const t = useTranslations("deliveries.explorer");
  if (isAnchored) {
    return (
      <div className="flex flex-wrap items-center gap-3 py-2 text-dense text-ink-2">
        {t("further")}
        <Button size="small" onClick={onNewest}>
          {t("newest")}
        </Button>
      </div>
    );
  }
  if (newCount === 0) return null;
  return (
    <div className="sticky top-[calc(var(--header)+4px)] z-20 flex h-0 justify-center">
      <Button size="small" variant="primary" onClick={onShowNew} className="rounded-pop shadow-pop">
        {t(mayBeMore ? "newMany" : "new", { count: newCount })}
      </Button>
    </div>
  );
}
