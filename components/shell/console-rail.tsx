"use client";

import { clsx } from "clsx";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useState } from "react";
import type { NavGroup } from "@/components/shell/nav-links.tsx";
import { NavLinks } from "@/components/shell/nav-links.tsx";
import { RAIL_COOKIE } from "@/components/shell/rail-cookie.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";

type ConsoleRailProps = { groups: NavGroup[]; active?: string; folded: boolean };

/** 208 px, or 48 px with `[`. The choice is a cookie, so that the server draws it right. */
export function ConsoleRail({ groups, active, folded: initial }: ConsoleRailProps) {
  const [folded, setFolded] = useState(initial);

  function fold(next: boolean) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers that we support.
    document.cookie = `${RAIL_COOKIE}=${next ? "folded" : "open"}; Path=/console; Max-Age=31536000; SameSite=Lax`;
    setFolded(next);
  }

  // On a delivery the brackets belong to its tries.
  useShortcuts({ "[": { run: () => fold(!folded), does: "Fold the menu", group: "everywhere" } });

  const Icon = folded ? PanelLeftOpen : PanelLeftClose;
  return (
    <nav
      aria-label="Console"
      className={clsx(
        "sticky top-header hidden h-[calc(100dvh-var(--header))] shrink-0 flex-col border-line border-e md:flex",
        folded ? "w-12" : "w-rail",
      )}
    >
      <div className="flex grow flex-col gap-4 overflow-y-auto px-1.5 py-3">
        {groups.map((group) => (
          <div key={group.label ?? group.items[0]?.href} className="flex flex-col gap-px">
            {group.label && !folded ? <p className="px-2.5 pb-1 text-meta text-ink-3">{group.label}</p> : null}
            <NavLinks items={group.items} active={active} look="rail" folded={folded} />
          </div>
        ))}
      </div>
      <div className={clsx("flex items-center gap-2 border-line border-t p-2", folded && "justify-center")}>
        <IconButton
          label={folded ? "Open the menu" : "Fold the menu"}
          aria-expanded={!folded}
          onClick={() => fold(!folded)}
        >
          <Icon aria-hidden="true" size={16} strokeWidth={1.5} />
        </IconButton>
        {folded ? null : <Kbd>[</Kbd>}
      </div>
    </nav>
  );
}
