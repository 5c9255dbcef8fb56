"use client";

import { clsx } from "clsx";
import { ArrowLeft, ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Button, ButtonLink } from "@/components/ui/button.tsx";

type Step = { href: string } | { onClick: () => void; pending?: boolean };

type PagerProps = {
  /** What is paged: "Deliveries". */
  label: string;
  newer?: Step | null;
  older?: Step | null;
  /** Where the page stands: "14 Aug 14:32 – 13:05". */
  position?: string;
  className?: string;
};

/** Two steps and no page numbers: the lists have no totals. */
export function Pager({ label, newer, older, position, className }: PagerProps) {
  const t = useTranslations("ui.pager");
  if (!newer && !older) return null;
  return (
    <nav
      aria-label={t("label", { what: label })}
      className={clsx("flex items-center gap-3 border-line border-t py-3", className)}
    >
      <PagerStep step={newer} text={t("newer")} icon={<ArrowLeft aria-hidden="true" size={16} strokeWidth={1.5} />} />
      <PagerStep step={older} text={t("older")} icon={<ArrowRight aria-hidden="true" size={16} strokeWidth={1.5} />} />
      {position ? (
        <span className="text-meta text-ink-3" data-num>
          {position}
        </span>
      ) : null}
    </nav>
  );
}

function PagerStep({ step, text, icon }: { step?: Step | null; text: string; icon: ReactNode }) {
  if (!step) return null;
  if ("href" in step)
    return (
      <ButtonLink href={step.href} size="small" icon={icon} prefetch={false}>
        {text}
      </ButtonLink>
    );
  return (
    <Button onClick={step.onClick} pending={step.pending} size="small" icon={icon}>
      {text}
    </Button>
  );
}
