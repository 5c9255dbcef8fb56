"use client";

import { useTranslations } from "use-intl";
import type { Effect, TransformationDraft } from "@/components/transformation/transformation-draft.ts";
import { effectsOf } from "@/components/transformation/transformation-draft.ts";
import { useTimeText } from "@/components/ui/clock.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { EndpointTransformationOut } from "@/lib/contract/transformation.ts";

type EffectsProps = { draft: TransformationDraft; stored: EndpointTransformationOut };

/** What saving does, before it is done. */
export function Effects({ draft, stored }: EffectsProps) {
  const t = useTranslations("transformation.save");
  const { list, relative } = useFormat();
  const when = useTimeText((nowMs) => (stored.updatedAt ? relative(Date.parse(stored.updatedAt), nowMs) : ""));
  const effects = effectsOf(draft, stored);

  function wordsOf(effect: Effect): string {
    switch (effect.kind) {
      case "code":
        return t(effect.removed === 0 ? "codeAdded" : effect.added === 0 ? "codeRemoved" : "codeBoth", effect);
      case "codeNew":
        return t("codeNew", { lines: effect.lines });
      case "variables":
        return t("variables", { names: list(effect.names) });
      default:
        return t(effect.kind);
    }
  }

  return (
    <section aria-labelledby="effects" className="border-line border-t pt-4 text-dense text-ink-2">
      <h3 id="effects" className="font-firm text-ink">
        {t("title")}
      </h3>
      {effects.length === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        <ul className="list-disc ps-5">
          {effects.map((effect) => (
            <li key={effect.kind}>{wordsOf(effect)}</li>
          ))}
        </ul>
      )}
      {stored.version === null ? null : (
        <p className="mt-1 text-meta text-ink-3">{t("version", { version: stored.version, when })}</p>
      )}
    </section>
  );
}
