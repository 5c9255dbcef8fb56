"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { uploadPicture } from "@/components/branding/queries.ts";
import { Button } from "@/components/ui/button.tsx";

type PictureFieldProps = {
  label: string;
  hint: string;
  /** The hash of the picture that is chosen. */
  value: string | null;
  /** On which it will stand. */
  ground: "light" | "dark";
  unavailable: string | undefined;
  onChange: (hash: string | null) => void;
};

/** A logo or favicon: chosen, uploaded at once, named by the look when it is published. */
export function PictureField({ label, hint, value, ground, unavailable, onChange }: PictureFieldProps) {
  const ref = useRef<HTMLInputElement>(null);
  const upload = useMutation({ mutationFn: uploadPicture, onSuccess: onChange });
  const error = upload.error?.message;
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-dense font-firm text-ink">{label}</legend>
      <div className="flex flex-wrap items-center gap-2">
        {value ? (
          <span
            data-theme={ground}
            className="flex h-12 min-w-24 items-center justify-center rounded-control border border-line bg-canvas px-3"
          >
            {/* biome-ignore lint/performance/noImgElement: served as it was uploaded. */}
            <img src={`/brand/${value}`} alt={`${label}, as uploaded`} className="h-8 w-auto max-w-40 object-contain" />
          </span>
        ) : null}
        <input
          ref={ref}
          type="file"
          accept="image/png,image/svg+xml"
          aria-label={label}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) upload.mutate(file);
            event.target.value = "";
          }}
        />
        <Button
          size="small"
          aria-label={`${value ? "Replace" : "Choose"} ${label.toLowerCase()}`}
          pending={upload.isPending}
          unavailable={unavailable}
          onClick={() => ref.current?.click()}
        >
          {value ? "Replace…" : "Choose…"}
        </Button>
        {value ? (
          <Button
            size="small"
            variant="quiet"
            aria-label={`Remove ${label.toLowerCase()}`}
            unavailable={unavailable}
            onClick={() => onChange(null)}
          >
            Remove
          </Button>
        ) : null}
      </div>
      {error ? (
        <p role="alert" className="text-dense text-fail-ink">
          The picture was not taken: it {error}.
        </p>
      ) : null}
      <p className="text-meta text-ink-3">{hint}</p>
    </fieldset>
  );
}
