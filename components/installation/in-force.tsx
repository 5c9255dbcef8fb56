import type { ReactNode } from "react";
import { KeyValue } from "@/components/ui/key-value.tsx";

type InForceProps = {
  label: string;
  /** Of the environment; without one it is the same everywhere. */
  variable?: string;
  isGiven?: boolean;
  children: ReactNode;
  /** What it means, in a sentence. */
  hint?: ReactNode;
};

/** A setting as it holds, and where it comes from. */
export function InForce({ label, variable, isGiven, children, hint }: InForceProps) {
  return (
    <KeyValue label={label}>
      <span data-num>{children}</span>
      {variable ? (
        <span className="block text-meta text-ink-3">
          <span className="text-mono">{variable}</span>, {isGiven ? "set by the environment" : "not set: the default"}
        </span>
      ) : null}
      {hint ? <span className="block max-w-measure text-meta text-ink-2">{hint}</span> : null}
    </KeyValue>
  );
}
