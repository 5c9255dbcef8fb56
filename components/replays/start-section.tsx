"use client";

import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { replaysPath } from "@/components/replays/paths.ts";
import { ReplayWarnings } from "@/components/replays/replay-warnings.tsx";
import { SpeedSlider } from "@/components/replays/speed-slider.tsx";
import type { NewReplay } from "@/components/replays/use-new-replay.ts";
import { START_IN_SECONDS } from "@/components/replays/use-new-replay.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { ReplayPreviewOut } from "@/lib/contract/replay.ts";

/** What to mind, how fast, and the press that starts it. */
export function StartSection({ replay, counted }: { replay: NewReplay; counted: ReplayPreviewOut }) {
  const t = useTranslations("replays");
  const access = useAccess();
  const { params, setParams, rate, limit, start, preview } = replay;
  const isPending = start.isPending || start.isSuccess || preview.isPlaceholderData;
  return (
    <>
      <ReplayWarnings replay={replay} counted={counted} />
      <div className="grid gap-x-12 gap-y-6 md:grid-cols-2">
        <SpeedSlider rate={rate} limit={limit} onChange={(next) => setParams({ rate: next ?? 0 })} />
        <Field label={t("new.name")} hint={t("new.nameHint")} optional>
          <Input
            value={params.name}
            maxLength={128}
            placeholder={t("new.namePlaceholder")}
            onChange={(event) => setParams({ name: event.target.value || null })}
          />
        </Field>
      </div>
      <div className="grid gap-3 border-line border-t pt-4">
        <MutationError error={start.error} title={t("start.error")} />
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" pending={isPending} onClick={() => start.mutate()}>
            {counted.exact ? t("start.button", { count: counted.deliveries }) : t("start.buttonAll")}
          </Button>
          <ButtonLink href={replaysPath(access)}>{t("start.cancel")}</ButtonLink>
          <p className="text-dense text-ink-2">{t("start.note", { seconds: START_IN_SECONDS })}</p>
        </div>
      </div>
    </>
  );
}
