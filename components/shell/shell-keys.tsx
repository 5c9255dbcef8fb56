"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useClock } from "@/components/ui/clock.tsx";
import { allowShortcuts, useShortcuts } from "@/components/ui/use-shortcuts.ts";
import { useView } from "@/components/ui/view-provider.tsx";

const ShortcutSheet = dynamic(() => import("@/components/shell/shortcut-sheet.tsx").then((m) => m.ShortcutSheet), {
  loading: () => null,
});

/** The keys of every page. */
export function ShellKeys() {
  const t = useTranslations("shell.keys");
  const { view } = useView();
  const { mode, setMode } = useClock();
  const [open, setOpen] = useState(false);

  useEffect(() => allowShortcuts(view.keys === "on"), [view.keys]);

  useShortcuts({
    "?": { run: () => setOpen(true), does: t("sheet"), group: "everywhere" },
    y: {
      run: () => setMode(mode === "relative" ? "mixed" : "relative"),
      does: t("times"),
      group: "everywhere",
      isAction: true,
    },
  });
  return open ? <ShortcutSheet onClose={() => setOpen(false)} /> : null;
}
