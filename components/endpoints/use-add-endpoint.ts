"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Draft, FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import { EMPTY_DRAFT, errorsOf, fieldsOf, headersOf, mistakesOf } from "@/components/endpoints/endpoint-draft.ts";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { useKeptDraft } from "@/components/endpoints/use-kept-draft.ts";
import { useAccess } from "@/components/portal/access.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

/** The form that adds an endpoint, and that goes on changing the one it has added: a failed test loses nothing. */
export function useAddEndpoint() {
  const t = useTranslations("endpoints");
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [saved, setSaved] = useState<EndpointOut | null>(null);
  useKeptDraft(draft, saved !== null, setDraft);

  const { mutateAsync, isPending } = useMutation({
    mutationFn: async (now: Draft): Promise<EndpointOut> => {
      const headers = headersOf(now.headers);
      if (!saved) {
        return call("POST /app/{app_id}/endpoint", {
          params: { app_id: applicationId },
          body: { ...fieldsOf(now), ...(Object.keys(headers).length > 0 ? { headers } : {}) },
        });
      }
      const params = { app_id: applicationId, endpoint_id: saved.id };
      const changed = await call("PATCH /app/{app_id}/endpoint/{endpoint_id}", { params, body: fieldsOf(now) });
      // After the URL: a move to another origin drops the headers that were there.
      await call("PUT /app/{app_id}/endpoint/{endpoint_id}/headers", { params, body: { headers } });
      return changed;
    },
    onSuccess: (endpoint) => {
      client.setQueryData(endpointKeys.one(applicationId, endpoint.id), endpoint);
      void client.invalidateQueries({ queryKey: ["endpoints", applicationId] });
      void client.invalidateQueries({ queryKey: endpointKeys.summary(applicationId) });
    },
  });

  /** @returns the endpoint, or null when a field is wrong: the errors then say which. */
  async function save(): Promise<EndpointOut | null> {
    const mistakes = mistakesOf(draft, t);
    setErrors(mistakes);
    if (Object.keys(mistakes).length > 0) return null;
    try {
      const endpoint = await mutateAsync(draft);
      setSaved(endpoint);
      setDraft((now) => ({ ...now, url: endpoint.url }));
      return endpoint;
    } catch (error) {
      setErrors(errorsOf(error, t));
      return null;
    }
  }

  function change(part: Partial<Draft>) {
    setDraft((now) => ({ ...now, ...part }));
    // What is being corrected is no longer said to be wrong.
    setErrors((now) => {
      const left = { ...now };
      for (const key of Object.keys(part))
        delete left[key === "everything" ? "eventTypes" : (key as keyof FieldErrors)];
      return left;
    });
  }

  return { draft, change, errors, save, saved, isSaving: isPending };
}
