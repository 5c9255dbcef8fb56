"use client";

import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { announce } from "@/components/ui/announcer.tsx";
import { useStateWord } from "@/components/ui/state-label.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import { type Shortcut, useShortcuts } from "@/components/ui/use-shortcuts.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type Input = {
  listRef: RefObject<HTMLElement | null>;
  deliveries: DeliveryOut[];
  openId: string | null;
  /** Shows another one in the open drawer. */
  onFollow: (delivery: DeliveryOut) => void;
  onToggle: (delivery: DeliveryOut) => void;
  onChoose: (deliveries: DeliveryOut[]) => void;
  onReplay: (delivery: DeliveryOut) => void;
  onPage: (delivery: DeliveryOut) => void;
  onSearch: () => void;
  onFields: () => void;
  onShare: () => void;
  onLive: () => void;
  onEscape: () => unknown;
};

export function rowLink(list: HTMLElement | null, deliveryId: string): HTMLElement | null {
  return list?.querySelector<HTMLElement>(`[data-delivery="${deliveryId}"]`) ?? null;
}

/** J and K walk through the list, with the drawer following when it is open. */
export function useListKeys(input: Input) {
  const { listRef, deliveries, openId } = input;
  const format = useFormat();
  const wordOf = useStateWord();

  const focusedId = () =>
    document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-delivery]")?.dataset.delivery ?? null;
  const currentIndex = () => {
    const id = openId ?? focusedId();
    return id === null ? -1 : deliveries.findIndex((delivery) => delivery.id === id);
  };
  const current = () => deliveries[currentIndex()];
  const isInList = () => listRef.current?.contains(document.activeElement) ?? false;

  function move(step: 1 | -1): DeliveryOut | undefined {
    const from = currentIndex();
    const next = deliveries[from < 0 ? 0 : from + step];
    if (!next) return undefined;
    const link = rowLink(listRef.current, next.id);
    if (openId === null || isInList()) link?.focus();
    else link?.scrollIntoView({ block: "nearest" });
    if (openId !== null) {
      input.onFollow(next);
      announce(`${wordOf(next.state)}, ${next.eventType}, ${format.clock(Date.parse(next.createdAt))}`);
    }
    return next;
  }

  // Elsewhere the arrow keys scroll what has the focus.
  const arrow = (step: 1 | -1) => () => (isInList() ? void move(step) : false);
  const extend = (step: 1 | -1) => () => {
    const from = current();
    if (!isInList() || !from) return false;
    const to = move(step);
    input.onChoose(to ? [from, to] : [from]);
  };
  const onCurrent = (run: (delivery: DeliveryOut) => void) => () => {
    const delivery = current();
    if (!delivery) return false;
    run(delivery);
  };

  const t = useTranslations("shell.keys");
  const list = (does: string, run: Shortcut["run"]): Shortcut => ({ run, does, group: "list" });
  useShortcuts({
    j: list(t("nextRow"), () => void move(1)),
    k: list(t("nextRow"), () => void move(-1)),
    ArrowDown: list(t("nextRowFocused"), arrow(1)),
    ArrowUp: list(t("nextRowFocused"), arrow(-1)),
    x: list(t("select"), onCurrent(input.onToggle)),
    "Shift+ArrowDown": list(t("selectMore"), extend(1)),
    "Shift+ArrowUp": list(t("selectMore"), extend(-1)),
    "/": list(t("searchAndFilter"), input.onSearch),
    f: { ...list(t("chooseField"), input.onFields), isAction: true },
    l: { ...list(t("live"), input.onLive), isAction: true },
    Escape: input.onEscape,
    // With a drawer open these are its own.
    ...(openId === null
      ? {
          r: list(t("replay"), onCurrent(input.onReplay)),
          o: list(t("openPage"), onCurrent(input.onPage)),
          u: { ...list(t("copyLink"), input.onShare), isAction: true },
        }
      : {}),
  });
}
