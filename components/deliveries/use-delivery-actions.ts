"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { curlCommand } from "@/components/attempts/curl.ts";
import { deliveryPath, portalDeliveryPath } from "@/components/deliveries/paths.ts";
import { attemptQuery } from "@/components/deliveries/queries.ts";
import type { Abilities, DeliveryScope } from "@/components/deliveries/scope.ts";
import type { DetailView } from "@/components/deliveries/use-detail-view.ts";
import type { Replay } from "@/components/deliveries/use-replay.ts";
import { hasNoPayload } from "@/components/kept/is-payload-gone.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { copyText } from "@/components/ui/copy.ts";
import type { Shortcut, Shortcuts } from "@/components/ui/use-shortcuts.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type Input = {
  scope: DeliveryScope;
  delivery: DeliveryOut | undefined;
  abilities: Abilities;
  replay: Replay;
  view: DetailView;
  /** The link that is passed on; the page of the delivery when it is not given. */
  shareUrl?: () => string;
};

/** What can be done with the open delivery, by button and by key. */
export function useDeliveryActions({ scope, delivery, abilities, replay, view, shareUrl }: Input) {
  const client = useQueryClient();
  const router = useRouter();
  const t = useTranslations("deliveries.actions");
  const does = useTranslations("shell.keys");
  const kept = useTranslations("kept");
  const copy = async (text: string, done: "curlCopied" | "curlCopiedInPart" | "idCopied" | "linkCopied") =>
    announce((await copyText(text)) ? t(done) : t("notAllowed"));

  const actions = {
    replay: () => {
      if (!delivery || !abilities.replay) return;
      if (hasNoPayload(delivery)) return announce(kept("replayGone"));
      // The new try is shown where the old one was, from the same side.
      view.setTab(view.tab);
      view.setAttempt(null);
      replay.replay(delivery);
    },
    copyCurl: async () => {
      if (!delivery || !view.attempt) return;
      const { request } = await client.fetchQuery(
        attemptQuery(scope, delivery.applicationId, delivery.id, view.attempt.id),
      );
      const isWhole = request.body !== null && request.bodyDiffers.length === 0;
      await copy(curlCommand(request), isWhole ? "curlCopied" : "curlCopiedInPart");
    },
    copyId: () => delivery && copy(delivery.id, "idCopied"),
    copyLink: () => {
      if (!delivery) return;
      const url = shareUrl?.() ?? `${window.location.origin}${portalDeliveryPath(delivery)}`;
      return copy(url, "linkCopied");
    },
    openPage: () => delivery && router.push(deliveryPath(scope, delivery)),
  };
  const key = (words: string, run: Shortcut["run"]): Shortcut => ({ run, does: words, group: "detail" });
  const keys: Shortcuts = {
    ...(abilities.replay ? { r: { ...key(does("replay"), actions.replay), isAction: true } } : {}),
    c: { ...key(does("copyCurl"), () => void actions.copyCurl()), isAction: true },
    i: { ...key(does("copyId"), () => void actions.copyId()), isAction: true },
    u: { ...key(does("copyLink"), () => void actions.copyLink()), isAction: true },
    1: key(does("tabs"), () => view.setTab("response")),
    2: key(does("tabs"), () => view.setTab("request")),
    3: key(does("tabs"), () => view.setTab("timing")),
    4: key(does("tabs"), () => view.setTab("raw")),
    "[": key(does("tries"), () => view.stepAttempt(-1)),
    "]": key(does("tries"), () => view.stepAttempt(1)),
  };
  return { ...actions, keys };
}
export type DeliveryActions = ReturnType<typeof useDeliveryActions>;
