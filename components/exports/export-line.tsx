"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button.tsx";
import { buttonClass } from "@/components/ui/button-look.ts";
import { Countdown } from "@/components/ui/countdown.tsx";
import { Progress } from "@/components/ui/progress-line.tsx";
import type { ExportPayloads, ExportState } from "@/lib/contract/export-limits.ts";

export const PAYLOAD_WORDS: Record<ExportPayloads, string> = {
  none: "without payloads",
  masked: "payloads masked",
  full: "with payloads",
};

interface Exported {
  state: ExportState;
  expiresAt: string | null;
  error: string | null;
}

const isKept = ({ expiresAt }: Exported) => expiresAt !== null && Date.parse(expiresAt) > Date.now();

type ExportLineProps = {
  one: Exported;
  /** What it is of. */
  children: ReactNode;
  progress: { label: string; done: number; total: number };
  /** What can be fetched, by the word on its button. */
  files: { label: string; href: string }[];
  /** What was written, so far or altogether. */
  written: string;
  /** What is to be said of a file besides. */
  remark?: ReactNode;
  onCancel: () => void;
};

/** An export: its progress, how it ended, what can be fetched, and until when. */
export function ExportLine({ one, children, progress, files, written, remark, onCancel }: ExportLineProps) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 grow">{children}</p>
        {one.state === "running" ? (
          <Button size="small" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
        {one.state === "finished" && isKept(one) ? (
          <span className="flex gap-2">
            {files.map(({ label, href }) => (
              <a key={label} download href={href} className={buttonClass({ size: "small" })}>
                {label}
              </a>
            ))}
          </span>
        ) : null}
      </div>
      {one.state === "running" ? <Progress {...progress} /> : null}
      <p className="text-meta text-ink-2" data-num>
        <Outcome one={one} written={written} remark={remark} />
      </p>
    </>
  );
}

function Outcome({ one, written, remark }: Pick<ExportLineProps, "one" | "written" | "remark">) {
  if (one.state === "running") return <>{written} so far. It goes on when you leave.</>;
  if (one.state === "canceled") return <>Canceled.</>;
  if (one.state === "failed") return <>{one.error}</>;
  return (
    <>
      {written}.{remark}{" "}
      {isKept(one) && one.expiresAt ? (
        <>
          Kept for <Countdown to={one.expiresAt} zero="no longer" />.
        </>
      ) : (
        "No longer kept."
      )}
    </>
  );
}
