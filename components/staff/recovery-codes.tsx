import { CodeBlock } from "@/components/ui/code.tsx";

/** Shown once, after the second factor was set up or new ones were asked for. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  return (
    <>
      <p className="text-body text-ink-2">
        Keep these codes where your phone is not. Each one stands in for the app once; they are not shown again.
      </p>
      <CodeBlock code={codes.join("\n")} label="recovery codes" className="mt-3" />
    </>
  );
}
