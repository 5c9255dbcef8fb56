import { useSyncExternalStore } from "react";

const NAMES: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

/** The keys of a shortcut as this platform writes them: `⌘K` or `Ctrl K`, `G` then `E`. */
export function keyNames(shortcut: string, isApple: boolean): string[] {
  return shortcut.split(" ").map((keys) =>
    keys
      .split("+")
      .map((key) => {
        if (key === "Mod") return isApple ? "⌘" : "Ctrl ";
        if (key === "Shift") return isApple ? "⇧" : "Shift ";
        return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
      })
      .join(""),
  );
}

/** False on the server, which does not know, and in the first client render. */
export function useIsApple(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => /mac|iphone|ipad/i.test(navigator.userAgent),
    () => false,
  );
}
