"use client";

import type { Ref } from "react";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import type { useExplorerState } from "@/components/deliveries/use-explorer-state.ts";
import type { FilterField } from "@/components/filters/fields.ts";
import type { FilterBarHandle } from "@/components/filters/filter-bar.tsx";
import { FilterBar } from "@/components/filters/filter-bar.tsx";
import { FilterSheet } from "@/components/filters/filter-sheet.tsx";
import { RangeControl } from "@/components/filters/range-control.tsx";
import { useClock } from "@/components/ui/clock.tsx";
import { Menu } from "@/components/ui/menu.tsx";

type ExplorerToolbarProps = {
  barRef: Ref<FilterBarHandle>;
  explorer: ReturnType<typeof useExplorerState>;
  filter: ExplorerState;
  fields: FilterField[];
  onShare: () => void;
  onHelp: () => void;
};

const TEXT_LABEL = "Search an id or the payload";

export function ExplorerToolbar({ barRef, explorer, filter, fields, onShare, onHelp }: ExplorerToolbarProps) {
  const { mode, setMode } = useClock();
  return (
    <div className="mt-4 flex items-start gap-2">
      <FilterBar
        ref={barRef}
        label="Filter deliveries"
        placeholder="status:failed, an id, or text of the payload"
        fields={fields}
        values={explorer.values}
        onChange={explorer.setValues}
        text={filter.q}
        onText={explorer.setText}
        onClear={explorer.clear}
        className="grow max-md:hidden"
      />
      <FilterSheet
        fields={fields}
        values={explorer.values}
        text={filter.q}
        textLabel={TEXT_LABEL}
        onApply={explorer.apply}
        className="grow md:hidden"
      />
      <RangeControl state={filter} onRange={explorer.setRange} onWindow={explorer.setWindow} />
      <Menu
        label="More about this list"
        items={[
          { label: "Copy link to this view", shortcut: "U", onSelect: onShare },
          {
            label: mode === "relative" ? "Show absolute times" : "Show relative times",
            shortcut: "Y",
            onSelect: () => setMode(mode === "relative" ? "mixed" : "relative"),
          },
          "separator",
          { label: "Keyboard shortcuts", shortcut: "?", onSelect: onHelp },
        ]}
      />
    </div>
  );
}
