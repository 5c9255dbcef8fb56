"use client";

import { clsx } from "clsx";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { currentLink } from "@/components/ui/current-link.ts";
import { Menu } from "@/components/ui/menu.tsx";

export type MoreItem = { href: string; label: string; shortcut?: string };

/** Pages that are needed seldom. On one of them the button says its name. */
export function MoreMenu({ items, look }: { items: MoreItem[]; look: "row" | "dots" }) {
  const t = useTranslations("shell.nav");
  const current = currentLink(items, usePathname());
  const shown = items.map(({ href, label }) => ({ href, label }));
  if (look === "dots") return <Menu label={t("morePages")} items={shown} />;
  return (
    <span
      className={clsx(
        "-mb-px -ms-3 flex h-10 shrink-0 items-center border-b-2",
        current ? "border-ink" : "border-transparent forced-colors:border-[Canvas]",
      )}
    >
      <Menu
        label={t("morePages")}
        items={shown}
        align="start"
        button={{ text: current?.label ?? t("more"), variant: "quiet", size: "small" }}
      />
    </span>
  );
}
