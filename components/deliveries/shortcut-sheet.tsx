"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import { useShortcutsSetting } from "@/components/ui/use-shortcuts.ts";

const LIST = [
  ["next", "J", "K"],
  ["nextFromRow", "↓", "↑"],
  ["open", "Enter"],
  ["page", "O"],
  ["select", "X"],
  ["selectMore", "Shift ↓", "Shift ↑"],
  ["search", "/"],
  ["field", "F"],
  ["live", "L"],
  ["times", "Y"],
] as const;

const DETAIL = [
  ["replay", "R"],
  ["copyCurl", "C"],
  ["copyId", "I"],
  ["copyLink", "U"],
  ["tabs", "1", "2", "3", "4"],
  ["tries", "[", "]"],
  ["close", "Esc"],
] as const;

export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useTranslations("deliveries.shortcuts");
  const [on, setOn] = useShortcutsSetting();
  return (
    <Dialog open={open} onClose={onClose} title={t("title")} size="wide">
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <Keys title={t("list")} rows={LIST} />
        <Keys title={t("detail")} rows={DETAIL} />
      </div>
      <div className="mt-5 border-line border-t pt-4 text-ink">
        <Switch label={t("setting")} description={t("settingHint")} checked={on} onChange={setOn} />
      </div>
    </Dialog>
  );
}

function Keys({ title, rows }: { title: string; rows: typeof LIST | typeof DETAIL }) {
  const t = useTranslations("deliveries.shortcuts");
  return (
    <section>
      <h3 className="pb-1 text-dense font-strong text-ink">{title}</h3>
      <dl>
        {rows.map(([does, ...keys]) => (
          <div key={does} className="flex items-center justify-between gap-4 border-line border-t py-1 text-dense">
            <dt className="order-2 flex shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{t(does)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
