"use client";

import { clsx } from "clsx";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { bytesOfBase64, hexDump } from "@/components/ui/hex-dump.ts";
import { JsonOutline } from "@/components/ui/json-outline.tsx";
import { parseJsonTree } from "@/components/ui/json-tree.ts";
import { useFormat } from "@/components/ui/use-format.ts";

type JsonViewProps = {
  /** What this is: "Request body", "Example of invoice.paid". Names the region and the copy button. */
  label: string;
  /** The exact text; base64 when the bytes are no text. */
  body: { text: string } | { base64: string };
  /** Said of the exact form: "This is what was signed." */
  exactNote?: string;
  /** The whole size, when only the head is kept. */
  truncatedFromBytes?: number | null;
  /** Where the whole can be had. */
  downloadHref?: string;
  className?: string;
};

type Form = "pretty" | "exact";

/** A body as text, never as a page: JSON as an outline or as its exact bytes, anything else as it came, binary as hex. */
export function JsonView({ label, body, exactNote, truncatedFromBytes, downloadHref, className }: JsonViewProps) {
  const t = useTranslations("ui.json");
  const format = useFormat();
  const text = "text" in body ? body.text : null;
  const tree = useMemo(() => (text === null ? null : parseJsonTree(text)), [text]);
  const exact = useMemo(() => ("text" in body ? body.text : hexDump(bytesOfBase64(body.base64))), [body]);
  const [form, setForm] = useState<Form>("pretty");
  const shown: Form = tree ? form : "exact";

  if (exact === "") return <p className={clsx("py-2 text-dense text-ink-3", className)}>{t("noBody")}</p>;
  return (
    <div className={clsx("overflow-hidden rounded-card bg-sunken", className)}>
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1 text-meta text-ink-3">
        {tree ? (
          <FormChoice label={label} value={form} onChange={setForm} />
        ) : (
          <span>{text === null ? t("binary") : t("text")}</span>
        )}
        {shown === "exact" && exactNote && text !== null ? <span>{exactNote}</span> : null}
        <span className="ms-auto" data-num>
          {format.bytes(byteLength(body))}
        </span>
        <CopyButton value={exact} what={label} className="-me-1" />
      </div>
      {shown === "pretty" && tree ? (
        <JsonOutline root={tree} label={label} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section tabIndex={0} aria-label={label} className="focus-inset max-h-[60dvh] overflow-auto">
          <pre
            dir="ltr"
            translate="no"
            className={clsx(
              "bg-sunken px-3 pt-1 pb-3 text-mono text-ink",
              text === null ? "min-w-max" : "whitespace-pre-wrap break-all",
            )}
          >
            {exact}
          </pre>
        </section>
      )}
      {truncatedFromBytes ? (
        <p className="border-line border-t px-3 py-2 text-meta text-ink-2">
          {t("head", { kept: format.bytes(byteLength(body)), whole: format.bytes(truncatedFromBytes) })}{" "}
          {downloadHref ? (
            <a href={downloadHref} download className="underline underline-offset-3">
              {t("download")}
            </a>
          ) : (
            t("noMore")
          )}
        </p>
      ) : null}
    </div>
  );
}

function byteLength(body: { text: string } | { base64: string }): number {
  if ("text" in body) return new TextEncoder().encode(body.text).length;
  return bytesOfBase64(body.base64).length;
}

function FormChoice({ label, value, onChange }: { label: string; value: Form; onChange: (form: Form) => void }) {
  const t = useTranslations("ui.json");
  return (
    <fieldset className="flex rounded-control border border-line-strong">
      <legend className="sr-only">{t("how", { what: label })}</legend>
      {(["pretty", "exact"] as const).map((form) => (
        <button
          key={form}
          type="button"
          aria-pressed={form === value}
          onClick={() => onChange(form)}
          className={clsx(
            "h-6 rounded-[5px] px-2 text-meta coarse:h-11",
            form === value ? "bg-solid font-firm text-on-solid" : "text-ink-2 hover:bg-hover hover:text-ink",
          )}
        >
          {t(form)}
        </button>
      ))}
    </fieldset>
  );
}
