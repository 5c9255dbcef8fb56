"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { BrandingControls } from "@/components/branding/branding-controls.tsx";
import { BrandingHistory } from "@/components/branding/branding-history.tsx";
import { BrandingPreview } from "@/components/branding/branding-preview.tsx";
import { ContrastPanel } from "@/components/branding/contrast-panel.tsx";
import { bodyOf, type Draft, isHex, isSame } from "@/components/branding/draft.ts";
import { type BrandingOf, brandingQuery, publishBranding, takeBrandingBack } from "@/components/branding/queries.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Form } from "@/components/ui/form.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import type { BrandingOut } from "@/lib/contract/branding.ts";

const LABELS: Record<keyof Draft, string> = {
  displayName: "The name",
  logoLight: "The logo",
  logoDark: "The logo",
  favicon: "The favicon",
  color: "The colour",
  radius: "The rounding",
  font: "The typeface",
  density: "The density",
  backUrl: "The address",
  backName: "The name",
  helpUrl: "The address",
  supportEmail: "The address",
};

/** Controls on the left, what becomes of them on the right; nothing changes for customers until it is published. */
export function BrandingEditor({ of }: { of: BrandingOf }) {
  const query = useQuery(brandingQuery(of));
  if (query.error && !query.data) return <QueryError title="We could not load the branding." query={query} />;
  if (!query.data) return <SkeletonRows rows={6} label="Loading the branding" />;
  return <Editor of={of} published={query.data} />;
}

function Editor({ of, published }: { of: BrandingOf; published: BrandingOut }) {
  const client = useQueryClient();
  const forbidden = useForbidden("publishBranding");
  const [draft, setDraft] = useState<Draft>(published.settings);
  const changed = !isSame(draft, published.settings);
  const settle = () => client.invalidateQueries({ queryKey: ["console", "branding"] });

  const publish = useMutation({
    mutationFn: () => publishBranding(of, bodyOf(draft)),
    onSuccess: async ({ settings }) => {
      setDraft(settings);
      showToast({ text: "Published. Portals have it from their next page on." });
      await settle();
    },
  });
  const takeBack = useMutation({
    mutationFn: () => takeBrandingBack(of),
    onSuccess: async () => {
      await settle();
      setDraft(Object.fromEntries(Object.keys(LABELS).map((name) => [name, null])) as Draft);
      showToast({ text: of ? "Its portal looks like all others again." : "Portals look as installed again." });
    },
  });
  const { fields, form } = formErrors(publish.error ?? takeBack.error, LABELS);
  // What an application leaves out is the organization's.
  const inherited = of ? Object.entries(published.effective) : [];
  const own = Object.entries(bodyOf(draft)).filter(([, value]) => value !== null);
  const shown = { ...Object.fromEntries(inherited), ...Object.fromEntries(own) } as Partial<Draft>;

  return (
    <div className="@container">
      <div className="grid grid-cols-1 gap-8 @min-[46rem]:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
        <Form
          className="grid content-start gap-6"
          onSubmit={(event) => {
            event.preventDefault();
            publish.mutate();
          }}
        >
          {form ? <ErrorPanel title="Nothing was published.">{form}</ErrorPanel> : null}
          <BrandingControls
            draft={draft}
            errors={fields}
            unavailable={forbidden}
            onChange={(changes) => setDraft((before) => ({ ...before, ...changes }))}
          />
          <div className="flex flex-wrap items-center gap-2 border-line border-t pt-4">
            <Button
              type="submit"
              variant="primary"
              pending={publish.isPending}
              unavailable={forbidden ?? (changed ? undefined : "Nothing has changed since it was published.")}
            >
              Publish
            </Button>
            <Button
              unavailable={changed ? undefined : "Nothing has changed."}
              onClick={() => setDraft(published.settings)}
            >
              Discard
            </Button>
            {published.id ? (
              <Button
                variant="quiet"
                unavailable={forbidden}
                pending={takeBack.isPending}
                onClick={() => takeBack.mutate()}
              >
                Take it back
              </Button>
            ) : null}
          </div>
          <BrandingHistory of={of} onUse={setDraft} />
        </Form>
        <div className="grid content-start gap-8">
          <BrandingPreview settings={shown} />
          {isHex(shown.color ?? null) ? <ContrastPanel color={String(shown.color)} /> : null}
        </div>
      </div>
    </div>
  );
}
