"use client";

import { CircleHelp } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { announce } from "@/components/ui/announcer.tsx";
import { copyText } from "@/components/ui/copy.ts";
import { PANEL_CLASS, usePanel } from "@/components/ui/floating.ts";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { runShortcut } from "@/components/ui/use-shortcuts.ts";

export type HelpLink = { label: string; href: string };

type HelpMenuProps = {
  links: HelpLink[];
  /** What support asks for first: ids, build. Never a secret. The address and the time are added when it is copied. */
  debugInfo: Record<string, string>;
};

/** The operator's own pages open beside the portal: what is typed there stays. */
const elsewhere = (href: string) => (/^https?:/.test(href) ? { target: "_blank", rel: "noreferrer" } : {});

/** In the same place on every page. */
export function HelpMenu({ links, debugInfo }: HelpMenuProps) {
  const t = useTranslations("shell.help");
  const { open, setOpen, buttonRef, panelRef } = usePanel();
  const [copied, setCopied] = useState(false);

  async function copyDebugInfo() {
    const facts = { ...debugInfo, page: window.location.pathname, time: new Date().toISOString() };
    const text = Object.entries(facts)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n");
    const done = await copyText(text);
    setCopied(done);
    announce(done ? t("debugInfoCopied") : t("copyingNotAllowed"));
  }

  const row =
    "flex min-h-7 w-full items-center rounded-control px-2 py-1 text-start text-dense no-underline hover:bg-hover coarse:min-h-11";
  return (
    <>
      <IconButton
        ref={buttonRef}
        label={t("label")}
        aria-expanded={open}
        onClick={() => {
          setCopied(false);
          setOpen(!open);
        }}
      >
        <CircleHelp aria-hidden="true" size={16} strokeWidth={1.5} />
      </IconButton>
      {open ? (
        <div ref={panelRef} popover="manual" className={`${PANEL_CLASS} min-w-52 p-1`}>
          {links.map((link) => (
            <Link
              key={link.href}
              href={link.href}
              {...elsewhere(link.href)}
              className={row}
              onClick={() => setOpen(false)}
            >
              {link.label}
            </Link>
          ))}
          <button
            type="button"
            className={row}
            onClick={() => {
              setOpen(false);
              runShortcut("?");
            }}
          >
            <span className="grow">{t("shortcuts")}</span>
            <Kbd>?</Kbd>
          </button>
          <button type="button" className={row} onClick={() => void copyDebugInfo()}>
            {copied ? t("copied") : t("copyDebugInfo")}
          </button>
        </div>
      ) : null}
    </>
  );
}
