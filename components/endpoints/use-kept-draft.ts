"use client";

import { useEffect, useRef } from "react";
import { type Draft, EMPTY_DRAFT } from "@/components/endpoints/endpoint-draft.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { forgetDraft, keepDraft, takeDraft } from "@/components/portal/kept-draft.ts";

const FORM = "new-endpoint";

/** Headers hold credentials, and so may a URL: those are typed again. */
function withoutSecrets(draft: Draft): Draft {
  const url = URL.parse(draft.url);
  if (url) {
    url.username = "";
    url.password = "";
  }
  return { ...draft, headers: [], url: url && draft.url.includes("@") ? url.href : draft.url };
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const known = value as Record<string, unknown>;
  return Object.entries(EMPTY_DRAFT).every(([key, empty]) =>
    Array.isArray(empty) ? Array.isArray(known[key]) : typeof known[key] === typeof empty,
  );
}

/** The form of a new endpoint comes back after the session has ended in between. */
export function useKeptDraft(draft: Draft, isSaved: boolean, restore: (draft: Draft) => void): void {
  const { applicationId } = useAccess();
  const looked = useRef(false);

  useEffect(() => {
    if (looked.current) return;
    looked.current = true;
    const kept = takeDraft(applicationId, FORM);
    if (isDraft(kept)) restore(kept);
  }, [applicationId, restore]);

  useEffect(() => {
    if (isSaved) forgetDraft(applicationId, FORM);
    else if (draft !== EMPTY_DRAFT) keepDraft(applicationId, FORM, withoutSecrets(draft));
  }, [applicationId, draft, isSaved]);
}
