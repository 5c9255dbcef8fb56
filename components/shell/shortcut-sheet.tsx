"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { keyNames, useIsApple } from "@/components/ui/key-names.ts";
import { Switch } from "@/components/ui/switch.tsx";
import { listedShortcuts, SHORTCUT_GROUPS } from "@/components/ui/use-shortcuts.ts";
import { useView } from "@/components/ui/view-provider.tsx";

type Row = { does: string; keys: string[] };

/** The keys that work on this page, from what the page has registered. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shell.keys");
  const { view, change } = useView();
  const listed = listedShortcuts();
  const groups = SHORTCUT_GROUPS.map((group) => ({
    group,
    rows: rowsOf(listed.filter((shortcut) => shortcut.group === group)),
  })).filter(({ rows }) => rows.length > 0);
  return (
    <Dialog open onClose={onClose} title={t("title")} size="wide">
      <div className="gap-x-8 md:columns-2">
        {groups.map(({ group, rows }) => (
          <section key={group} className="break-inside-avoid pb-4">
            <h3 className="pb-1 text-dense font-strong text-ink">{t(`groups.${group}`)}</h3>
            <dl>
              {rows.map((row) => (
                <div
                  key={row.does}
                  className="flex items-center justify-between gap-4 border-line border-t py-1 text-dense"
                >
                  <dt className="order-2 flex shrink-0 flex-wrap items-center justify-end gap-1">
                    {row.keys.map((key) => (
                      <Keys key={key} shortcut={key} />
                    ))}
                  </dt>
                  <dd className="text-ink-2">{row.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="border-line border-t pt-4 text-ink">
        <Switch
          label={t("single")}
          description={t("singleOff")}
          checked={view.keys === "on"}
          onChange={(on) => change({ keys: on ? "on" : "off" })}
        />
      </div>
    </Dialog>
  );
}

function rowsOf(shortcuts: { does: string; key: string }[]): Row[] {
  const rows = new Map<string, string[]>();
  for (const { does, key } of shortcuts) rows.set(does, [...new Set([...(rows.get(does) ?? []), key])]);
  return [...rows].map(([does, keys]) => ({ does, keys }));
}

/** `G` then `E`, or keys held together as one. */
export function Keys({ shortcut }: { shortcut: string }) {
  const t = useTranslations("shell.keys");
  const [one = "", next] = keyNames(shortcut, useIsApple());
  return (
    <span className="inline-flex items-center gap-1">
      <Kbd>{one}</Kbd>
      {next ? (
        <>
          <span className="text-micro text-ink-3 coarse:hidden">{t("then")}</span>
          <Kbd>{next}</Kbd>
        </>
      ) : null}
    </span>
  );
}
