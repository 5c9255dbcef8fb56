import { useTranslations } from "use-intl";
import type { UrlCheck } from "@/components/endpoints/use-url-check.ts";
import { Spinner } from "@/components/ui/button.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";

/** Says what was found behind a URL, in the place of the field's hint. */
export function UrlCheckLine({ check, withHint = true }: { check: UrlCheck; withHint?: boolean }) {
  const t = useTranslations("endpoints.url");
  if (check.kind === "running") {
    return (
      <span className="inline-flex items-center gap-1.5">
        <Spinner /> {t("checking")}
      </span>
    );
  }
  const { ok, message, hint } = check.found;
  return (
    <span className={ok ? "text-ok-ink" : "text-retry-ink"}>
      <StateGlyph
        state={ok ? "healthy" : "degraded"}
        className={`me-1.5 inline align-[-0.125em] ${ok ? "text-ok-mark" : "text-retry-mark"}`}
      />
      {message}
      {hint && withHint ? ` ${hint}` : null}
    </span>
  );
}
