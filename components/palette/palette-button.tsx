"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Destination } from "@/components/palette/use-entries.ts";
import { useVisits } from "@/components/palette/use-visits.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { keyNames, useIsApple } from "@/components/ui/key-names.ts";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";

const Palette = dynamic(() => import("@/components/palette/palette.tsx").then((m) => m.Palette), {
  loading: () => null,
});

/** The way into the palette for those who do not know its key, which it shows. */
export function PaletteButton({ destinations }: { destinations: Destination[] }) {
  const t = useTranslations("palette");
  const [open, setOpen] = useState(false);
  const [key = ""] = keyNames("Mod+k", useIsApple());
  useVisits(useAccess().applicationId);
  useShortcuts({
    "Mod+k": {
      // Another dialog is open: what it asks comes first.
      run: () => (document.querySelector("dialog:modal") ? false : setOpen(true)),
      does: t("open"),
      group: "everywhere",
    },
  });
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        title={t("open")}
        onClick={() => setOpen(true)}
        className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-control px-1.5 text-ink-2 hover:bg-hover hover:text-ink coarse:size-11 coarse:justify-center"
      >
        <Search aria-hidden="true" size={16} strokeWidth={1.5} />
        <span className="sr-only">{t("open")}</span>{" "}
        <span className="max-sm:hidden">
          <Kbd>{key}</Kbd>
        </span>
      </button>
      {open ? <Palette destinations={destinations} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
