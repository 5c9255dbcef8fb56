import type { useTranslations } from "use-intl";
import type { RecipientKind } from "@/lib/contract/alert.ts";
import { ApiError } from "@/lib/contract/client.ts";

type Translate = ReturnType<typeof useTranslations<"alerts">>;
type Field = "target" | "alerts" | "zone";

/** What is wrong with each field, in a sentence, by the field's name. */
export type Mistakes = Partial<Record<Field, string>>;

interface Draft {
  /** Null when only what it gets is changed. */
  kind: RecipientKind | null;
  target: string;
  alerts: readonly string[];
}

/** What can be seen without asking. */
export function mistakesIn(t: Translate, { kind, target, alerts }: Draft): Mistakes {
  const isMissing = kind !== null && target === "";
  return {
    ...(isMissing ? { target: kind === "email" ? t("form.addressMissing") : t("form.urlMissing") } : {}),
    ...(alerts.length === 0 ? { alerts: t("form.alertsMissing") } : {}),
  };
}

/** What the answer says of fields; empty when it says nothing of any. */
export function mistakesOf(t: Translate, error: Error): Mistakes {
  if (!(error instanceof ApiError)) return {};
  if (error.code === "conflict") return { target: t("form.known") };
  if (error.code === "rate_limited") return { target: t("form.tooMany") };
  const fields = new Set(error.issues.map(({ loc }) => loc[1]));
  return {
    ...(fields.has("email") ? { target: t("form.addressWrong") } : {}),
    ...(fields.has("url") ? { target: t("form.urlWrong") } : {}),
    ...(fields.has("timeZone") ? { zone: t("form.zoneWrong") } : {}),
  };
}
