"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import Link from "next/link";
import type { FormEvent } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { type ColumnId, movedColumn, useExplorerSettings } from "@/components/deliveries/explorer-settings.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Switch } from "@/components/ui/switch.tsx";

const LABELS: Record<ColumnId, "endpoint" | "tries" | "code" | "took" | "next"> = {
  endpoint: "endpoint",
  rail: "tries",
  code: "code",
  took: "took",
  next: "next",
};

type ExplorerOptionsProps = {
  /** The query that this view is kept with. */
  query: string;
  onClose: () => void;
};

/** Columns, pages and saved views: how this browser shows the list. */
export function ExplorerOptions({ query, onClose }: ExplorerOptionsProps) {
  const t = useTranslations("deliveries");
  const [settings, change] = useExplorerSettings();
  const { order, hidden } = settings;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("options.title")}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t("options.close")}
        </Button>
      }
    >
      <div className="grid gap-5 text-ink">
        <fieldset className="grid gap-1">
          <legend className="pb-1 text-dense font-firm">{t("options.columns")}</legend>
          {order.map((id, at) => (
            <div key={id} className="flex items-center gap-1">
              <Checkbox
                label={t(`table.${LABELS[id]}`)}
                checked={!hidden.includes(id)}
                onChange={({ target }) =>
                  change({ hidden: target.checked ? hidden.filter((one) => one !== id) : [...hidden, id] })
                }
                className="grow"
              />
              <Move id={id} by={-1} isLast={at === 0} />
              <Move id={id} by={1} isLast={at === order.length - 1} />
            </div>
          ))}
          <p className="text-meta text-ink-2">{t("options.columnsHint")}</p>
        </fieldset>
        <Switch
          label={t("options.pages")}
          description={t("options.pagesHint")}
          checked={settings.pages}
          onChange={(pages) => change({ pages })}
        />
        <Views query={query} onClose={onClose} />
      </div>
    </Dialog>
  );
}

/** Moves a column by one place: a button, so that it needs no dragging. It keeps the focus, also at the end of its way. */
function Move({ id, by, isLast }: { id: ColumnId; by: -1 | 1; isLast: boolean }) {
  const t = useTranslations("deliveries");
  const [{ order }, change] = useExplorerSettings();
  const column = t(`table.${LABELS[id]}`);
  const Arrow = by < 0 ? ArrowUp : ArrowDown;
  return (
    <IconButton
      label={by < 0 ? t("options.earlier", { column }) : t("options.later", { column })}
      aria-disabled={isLast || undefined}
      onClick={() => {
        if (isLast) return;
        const next = movedColumn(order, id, by);
        change({ order: next });
        announce(t("options.moved", { column, place: next.indexOf(id) + 1, count: next.length }));
      }}
      className={isLast ? "opacity-30" : undefined}
    >
      <Arrow aria-hidden="true" size={14} strokeWidth={1.5} />
    </IconButton>
  );
}

function Views({ query, onClose }: ExplorerOptionsProps) {
  const t = useTranslations("deliveries.options");
  const [{ views }, change] = useExplorerSettings();
  const [name, setName] = useState("");
  const [isMissing, setMissing] = useState(false);

  function save(event: FormEvent) {
    event.preventDefault();
    const trimmed = name.trim();
    setMissing(trimmed === "");
    if (trimmed === "") return;
    change({ views: [...views.filter((view) => view.name !== trimmed), { name: trimmed, query }] });
    setName("");
  }

  return (
    <section aria-labelledby="saved-views" className="grid gap-2">
      <div>
        <h3 id="saved-views" className="text-dense font-firm">
          {t("views")}
        </h3>
        <p className="text-meta text-ink-2">{t("viewsHint")}</p>
      </div>
      {views.length === 0 ? <p className="text-dense text-ink-2">{t("none")}</p> : null}
      <ul>
        {views.map((view) => (
          <li key={view.name} className="flex items-center justify-between gap-3 border-line border-t text-dense">
            <Link
              href={view.query || "?"}
              onClick={onClose}
              className="inline-flex min-h-8 items-center underline decoration-line-strong underline-offset-3"
            >
              {view.name}
            </Link>
            <IconButton
              label={t("delete", { name: view.name })}
              onClick={() => change({ views: views.filter((one) => one.name !== view.name) })}
            >
              <X aria-hidden="true" size={14} strokeWidth={1.5} />
            </IconButton>
          </li>
        ))}
      </ul>
      <Form onSubmit={save} className="flex flex-wrap items-end gap-2">
        <Field label={t("name")} error={isMissing ? t("nameMissing") : null} className="min-w-40 grow">
          <Input value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
        </Field>
        <Button type="submit">{t("save")}</Button>
      </Form>
    </section>
  );
}
