"use client";

import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { useEffect, useId, useState } from "react";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { Button } from "@/components/ui/button.tsx";

type FoldedSectionProps = {
  id: string;
  title: string;
  description: ReactNode;
  /** What holds now, in words. */
  summary: ReactNode;
  /** What opening and closing it is called. */
  labels: { open: string; close: string };
  children: ReactNode;
};

/** What only few need: a line that says what holds, and the rest when it is asked for, or when a link leads to it. */
export function FoldedSection({ id, title, description, summary, labels, children }: FoldedSectionProps) {
  const contentId = useId();
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(false);

  useEffect(() => {
    if (window.location.hash !== `#${id}`) return;
    setOpen(true);
    setOpened(true);
  }, [id]);

  return (
    <SettingsSection id={id} title={title} description={description}>
      <div className="text-dense text-ink-2">{summary}</div>
      <Button
        className="mt-3"
        aria-expanded={open}
        aria-controls={opened ? contentId : undefined}
        icon={
          <ChevronDown aria-hidden="true" size={16} strokeWidth={1.5} className={open ? "rotate-180" : undefined} />
        }
        onClick={() => {
          setOpen(!open);
          setOpened(true);
        }}
      >
        {open ? labels.close : labels.open}
      </Button>
      {/* What was typed stays while it is folded away. */}
      {opened ? (
        <div id={contentId} hidden={!open} className="mt-5">
          {children}
        </div>
      ) : null}
    </SettingsSection>
  );
}
