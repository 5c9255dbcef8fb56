/** What was typed and not saved, in the tab's own storage: a session that ends must not cost it. Never secrets. */
const keyOf = (applicationId: string, form: string) => `posthorn-draft-${applicationId}-${form}`;
const ENDED = "posthorn-session-ended";

export function keepDraft(applicationId: string, form: string, draft: unknown): void {
  try {
    window.sessionStorage.setItem(keyOf(applicationId, form), JSON.stringify(draft));
  } catch {
    // A frame may have no storage.
  }
}

export function forgetDraft(applicationId: string, form: string): void {
  try {
    window.sessionStorage.removeItem(keyOf(applicationId, form));
  } catch {
    // As above.
  }
}

/** Said by the page that stands in place of all others without a session. */
export function markSessionEnded(): void {
  try {
    window.sessionStorage.setItem(ENDED, "1");
  } catch {
    // As above.
  }
}

/** What was typed before the session ended, once; null for a form that was simply left. */
export function takeDraft(applicationId: string, form: string): unknown {
  try {
    if (window.sessionStorage.getItem(ENDED) === null) return null;
    const text = window.sessionStorage.getItem(keyOf(applicationId, form));
    window.sessionStorage.removeItem(ENDED);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
