"use client";

import type { RefObject } from "react";
import { useShortcuts } from "@/components/ui/use-shortcuts.ts";
import type { FailureGroupOut } from "@/lib/contract/failure-group.ts";

type Input = {
  listRef: RefObject<HTMLElement | null>;
  groups: FailureGroupOut[];
  onAcknowledge: (group: FailureGroupOut) => void;
};

/** J and K walk through the groups, Enter opens one, E acknowledges it. */
export function useGroupKeys({ listRef, groups, onAcknowledge }: Input): void {
  const links = () => [...(listRef.current?.querySelectorAll<HTMLElement>("[data-group]") ?? [])];
  const currentIndex = () => {
    const focused = document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-group]");
    return focused ? links().indexOf(focused) : -1;
  };
  const move = (step: 1 | -1) => () => {
    const index = currentIndex();
    links()[index < 0 ? 0 : index + step]?.focus();
  };
  const list = (does: string, run: () => unknown) => ({ run, does, group: "list" as const });
  useShortcuts({
    j: list("Next or previous row", move(1)),
    k: list("Next or previous row", move(-1)),
    e: list("Acknowledge, or take it back", () => {
      const group = groups[currentIndex()];
      if (!group) return false;
      onAcknowledge(group);
    }),
  });
}
