"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import type { KeyboardEvent, Ref } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { BodySearch } from "@/components/ui/use-body-search.ts";

type JsonSearchBarProps = { ref: Ref<HTMLInputElement>; label: string; search: BodySearch };

/** Ctrl F within the body leads here; Enter goes on, Shift Enter back, Escape ends it. */
export function JsonSearchBar({ ref, label, search }: JsonSearchBarProps) {
  const t = useTranslations("ui.json");

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter") search.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && search.text !== "") search.look("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <search className="flex flex-wrap items-center gap-1 px-3 py-1 text-meta text-ink-2">
      <Input
        ref={ref}
        machine
        type="search"
        aria-label={t("search", { what: label })}
        placeholder={t("searchShort")}
        value={search.text}
        maxLength={200}
        enterKeyHint="search"
        onChange={({ target }) => search.look(target.value)}
        onKeyDown={onKeyDown}
        className="h-7! w-48!"
      />
      {search.count > 1 ? (
        <>
          <IconButton label={t("previous")} onClick={() => search.step(-1)}>
            <ChevronUp aria-hidden="true" size={14} strokeWidth={1.5} />
          </IconButton>
          <IconButton label={t("next")} onClick={() => search.step(1)}>
            <ChevronDown aria-hidden="true" size={14} strokeWidth={1.5} />
          </IconButton>
        </>
      ) : null}
      <span role="status" data-num>
        {search.text === ""
          ? ""
          : search.count === 0
            ? t("notFound")
            : t("found", { at: search.at + 1, count: search.count })}
      </span>
    </search>
  );
}
