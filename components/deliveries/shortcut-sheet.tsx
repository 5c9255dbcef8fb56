"use client";

import { Dialog } from "@/components/ui/dialog.tsx";
import { Kbd } from "@/components/ui/kbd.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import { useShortcutsSetting } from "@/components/ui/use-shortcuts.ts";

const LIST: [keys: string[], does: string][] = [
  [["J", "K"], "Next, previous delivery; the open details follow"],
  [["↓", "↑"], "The same, from a row"],
  [["Enter"], "Open the details"],
  [["O"], "Open the full page"],
  [["X"], "Select"],
  [["Shift ↓", "Shift ↑"], "Select more"],
  [["/"], "Search and filter"],
  [["F"], "Choose a field to filter by, then 1 to 9"],
  [["Y"], "Relative or absolute times"],
];

const DETAIL: [keys: string[], does: string][] = [
  [["R"], "Replay"],
  [["C"], "Copy as cURL"],
  [["I"], "Copy the delivery's id"],
  [["U"], "Copy a link"],
  [["1", "2", "3", "4"], "Response, Request, Timing, Exact bytes"],
  [["[", "]"], "Previous, next try"],
  [["Esc"], "Close"],
];

export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [on, setOn] = useShortcutsSetting();
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts" size="wide">
      <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
        <Keys title="In the list" rows={LIST} />
        <Keys title="On a delivery" rows={DETAIL} />
      </div>
      <div className="mt-5 border-line border-t pt-4 text-ink">
        <Switch
          label="Single-key shortcuts"
          description="Off keeps letters and numbers from doing anything, for speech input for example. Kept in this browser."
          checked={on}
          onChange={setOn}
        />
      </div>
    </Dialog>
  );
}

function Keys({ title, rows }: { title: string; rows: typeof LIST }) {
  return (
    <section>
      <h3 className="pb-1 text-dense font-strong text-ink">{title}</h3>
      <dl>
        {rows.map(([keys, does]) => (
          <div key={does} className="flex items-center justify-between gap-4 border-line border-t py-1 text-dense">
            <dt className="order-2 flex shrink-0 gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd className="text-ink-2">{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
