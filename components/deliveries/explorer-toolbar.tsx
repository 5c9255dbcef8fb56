"use client";

import type { Ref } from "react";
import { useImperativeHandle, useRef } from "react";
import { useTranslations } from "use-intl";
import { useExplorerSettings } from "@/components/deliveries/explorer-settings.ts";
import { useFilterFields } from "@/components/deliveries/filter-fields.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import type { useExplorerState } from "@/components/deliveries/use-explorer-state.ts";
import type { FilterBarHandle } from "@/components/filters/filter-bar.tsx";
import { FilterBar } from "@/components/filters/filter-bar.tsx";
import type { FilterSheetHandle } from "@/components/filters/filter-sheet.tsx";
import { FilterSheet } from "@/components/filters/filter-sheet.tsx";
import { RangeControl } from "@/components/filters/range-control.tsx";
import { Button } from "@/components/ui/button.tsx";
import { useClock } from "@/components/ui/clock.tsx";
import type { MenuItem } from "@/components/ui/menu.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import { runShortcut } from "@/components/ui/use-shortcuts.ts";

export type FilterHandle = { focus: () => void; openFields: () => void };

type ExplorerToolbarProps = {
  filterRef: Ref<FilterHandle>;
  scope: DeliveryScope;
  explorer: ReturnType<typeof useExplorerState>;
  filter: ExplorerState;
  /** Not where the list ends in the past. */
  onLive: (() => void) | null;
  onShare: () => void;
  onOptions: () => void;
};

export function ExplorerToolbar(props: ExplorerToolbarProps) {
  const { filterRef, scope, explorer, filter, onLive, onShare, onOptions } = props;
  const t = useTranslations("deliveries.toolbar");
  const { mode, setMode } = useClock();
  const [{ views }] = useExplorerSettings();
  const fields = useFilterFields(scope, filter.app ?? undefined);
  const barRef = useRef<FilterBarHandle>(null);
  const sheetRef = useRef<FilterSheetHandle>(null);
  const filtering = (inBar: (bar: FilterBarHandle) => void) => () => {
    if (barRef.current?.isShown()) inBar(barRef.current);
    else sheetRef.current?.open();
  };
  useImperativeHandle(filterRef, () => ({
    focus: filtering((bar) => bar.focus()),
    openFields: filtering((bar) => bar.openFields()),
  }));
  const saved = views.map(({ name, query }): MenuItem => ({ label: t("saved", { name }), href: query || "?" }));
  return (
    <div className="mt-4 flex flex-wrap items-start gap-2 md:flex-nowrap">
      <FilterBar
        ref={barRef}
        label={t("filter")}
        placeholder={t("placeholder")}
        fields={fields}
        values={explorer.values}
        onChange={explorer.setValues}
        text={filter.q}
        onText={explorer.setText}
        onClear={explorer.clear}
        className="grow max-md:hidden"
      />
      <FilterSheet
        ref={sheetRef}
        fields={fields}
        values={explorer.values}
        text={filter.q}
        textLabel={t("text")}
        onApply={explorer.apply}
        className="grow md:hidden"
      />
      <RangeControl state={filter} onRange={explorer.setRange} onWindow={explorer.setWindow} />
      {onLive ? (
        <Button aria-pressed={explorer.live} title={t("liveTitle")} onClick={onLive} className={LIVE_LOOK}>
          {t("live")}
        </Button>
      ) : null}
      <Menu
        className="min-h-8 items-center"
        label={t("more")}
        items={[
          { label: t("copyLink"), shortcut: "U", onSelect: onShare },
          {
            label: mode === "relative" ? t("absolute") : t("relative"),
            shortcut: "Y",
            onSelect: () => setMode(mode === "relative" ? "mixed" : "relative"),
          },
          "separator",
          ...saved,
          { label: t("options"), onSelect: onOptions },
          { label: t("shortcuts"), shortcut: "?", onSelect: () => runShortcut("?") },
        ]}
      />
    </div>
  );
}

const LIVE_LOOK =
  "shrink-0 aria-pressed:border-transparent aria-pressed:bg-solid aria-pressed:font-firm aria-pressed:text-on-solid";
