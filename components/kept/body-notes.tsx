"use client";

import { useTranslations } from "use-intl";
import { code } from "@/components/kept/gone-words.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

/** What is otherwise in a body than it was sent; nothing when it is shown as it was. */
export function BodyNotes({ differs }: { differs: AttemptDetailOut["request"]["bodyDiffers"] }) {
  const t = useTranslations("kept");
  return (
    <>
      {differs.includes("redacted") ? (
        <p className="pb-1 text-dense text-ink-2">{t.rich("redacted", { code })}</p>
      ) : null}
      {differs.includes("partly_gone") ? (
        <p className="pb-1 text-dense text-ink-2">{t.rich("partlyGone", { code })}</p>
      ) : null}
    </>
  );
}
