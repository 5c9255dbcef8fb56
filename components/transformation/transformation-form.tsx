"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { errorsOf } from "@/components/endpoints/endpoint-draft.ts";
import { SavedForm } from "@/components/endpoints/settings-section.tsx";
import { useSection } from "@/components/endpoints/use-section.ts";
import { useAccess } from "@/components/portal/access.tsx";
import type { CodePlace } from "@/components/transformation/code-editor.tsx";
import { CodeEditor } from "@/components/transformation/code-editor.tsx";
import { Effects } from "@/components/transformation/effects.tsx";
import { Preview, useSimulation } from "@/components/transformation/preview.tsx";
import { TemplateSelect } from "@/components/transformation/template-select.tsx";
import { FIRST_CODE } from "@/components/transformation/templates.ts";
import type { TransformationDraft } from "@/components/transformation/transformation-draft.ts";
import {
  draftOf,
  HIDDEN_VALUE,
  patchOf,
  variableMistake,
  variablesOf,
} from "@/components/transformation/transformation-draft.ts";
import { useKeptDraft } from "@/components/transformation/use-kept-draft.ts";
import { VariablesField } from "@/components/transformation/variables-field.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { useSettled } from "@/components/ui/use-settled.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { EndpointTransformationOut } from "@/lib/contract/transformation.ts";

/** So long nothing is typed before the code is run again. */
const SETTLED_MS = 700;

type TransformationFormProps = { endpoint: EndpointOut; stored: EndpointTransformationOut };

export function TransformationForm({ endpoint, stored }: TransformationFormProps) {
  const t = useTranslations("transformation");
  const words = useTranslations("endpoints");
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const kept = useKeptDraft(endpoint.id);
  const goToRef = useRef<(place: CodePlace) => void>(() => {});
  const [isRestored, setRestored] = useState(false);

  const section = useSection<TransformationDraft>({
    stored: draftOf(stored, FIRST_CODE),
    mistakes: (draft) => {
      const mistake = variableMistake(draft);
      if (mistake === null) return {};
      const text = mistake.kind === "empty" ? t("variables.empty") : t(`variables.${mistake.kind}`, mistake);
      return { "transformation.variables": text };
    },
    save: async (draft) => {
      const params = { app_id: applicationId, endpoint_id: endpoint.id };
      const body = patchOf(draft, stored);
      await call("PATCH /app/{app_id}/endpoint/{endpoint_id}/transformation", { params, body });
      kept.forget();
      setRestored(false);
      await client.invalidateQueries({ queryKey: ["endpoints", applicationId] });
    },
    refused: (error) => errorsOf(error, words),
    // The code to begin with is worth saving as it stands.
    alwaysSaves: stored.code === null,
  });
  const draft = section.value;

  const { restored } = kept;
  const { change } = section;
  const once = useRef(false);
  useEffect(() => {
    if (!restored || once.current) return;
    once.current = true;
    setRestored(true);
    change(restored);
  }, [restored, change]);

  function edit(part: Partial<TransformationDraft>) {
    change(part);
    kept.keep({ ...draft, ...part });
  }

  function discard() {
    kept.forget();
    setRestored(false);
    section.onDiscard();
  }

  const variables = variablesOf(draft);
  const isUsable = draft.code.trim() !== "" && variableMistake(draft) === null;
  const settled = useSettled(JSON.stringify(isUsable ? { code: draft.code, variables } : null), SETTLED_MS);
  const simulation = useSimulation({ endpoint, version: stored.version, program: JSON.parse(settled) });
  const error = isUsable && !simulation.query.isPlaceholderData ? simulation.query.data?.error : null;
  const wrong = error?.line ? { line: error.line, column: error.column } : null;

  return (
    <div className="grid grid-cols-1 gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <SavedForm {...section} onDiscard={discard} called={t("called")}>
        {isRestored ? (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-dense text-ink-2">
            {t("draft.restored")}
            <Button size="small" onClick={discard}>
              {t("draft.forget")}
            </Button>
          </div>
        ) : null}
        <TemplateSelect onChoose={(code) => edit({ code })} />
        <CodeEditor
          value={draft.code}
          onChange={(code) => edit({ code })}
          label={t("editor.label")}
          wrong={wrong}
          goToRef={goToRef}
        />
        <VariablesField
          rows={draft.variables}
          onChange={(rows) => edit({ variables: rows })}
          error={section.errors["transformation.variables"] ?? null}
        />
        <Checkbox
          label={t("enabled.label")}
          description={t("enabled.hint")}
          checked={draft.enabled}
          onChange={(event) => edit({ enabled: event.target.checked })}
        />
        <Effects draft={draft} stored={stored} />
      </SavedForm>
      <Preview
        endpoint={endpoint}
        simulation={simulation}
        isEmpty={!isUsable}
        hasHiddenValues={draft.code !== stored.code && Object.values(variables).includes(HIDDEN_VALUE)}
        onGoTo={(place) => goToRef.current(place)}
      />
    </div>
  );
}
