"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type ChangeLine, changeLines } from "@/components/activity/changes.ts";
import { useBrand } from "@/components/branding/brand.tsx";
import { deliveryPath } from "@/components/deliveries/paths.ts";
import { type Access, useAccess } from "@/components/portal/access.tsx";
import { Code } from "@/components/ui/code.tsx";
import { LedgerCell, LedgerRow } from "@/components/ui/ledger-table.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { ActivityOut } from "@/lib/contract/activity.ts";

const SHOWN_LINES = 6;

export function ActivityRow({ entry }: { entry: ActivityOut }) {
  const t = useTranslations("activity");
  const nameOf = useActorName();
  const lines = changeLines(entry);
  const top = "py-2 align-top";
  return (
    <LedgerRow>
      <LedgerCell className={top}>
        <Time at={entry.createdAt} show="clock" />
      </LedgerCell>
      <LedgerCell wraps className={top}>
        {nameOf(entry.actor)}
      </LedgerCell>
      <LedgerCell wraps className={top}>
        <Sentence entry={entry} />
        {lines.length > 0 ? (
          <ul className="mt-0.5 text-meta text-ink-2">
            {lines.slice(0, SHOWN_LINES).map((line) => (
              <li key={line.name} className="wrap-anywhere">
                <Line line={line} />
              </li>
            ))}
            {lines.length > SHOWN_LINES ? <li>{t("moreChanges", { count: lines.length - SHOWN_LINES })}</li> : null}
          </ul>
        ) : null}
      </LedgerCell>
    </LedgerRow>
  );
}

/** Who did it. Customers are not told which member of staff it was, but whose; a session without a name is called `Portal`. */
export function useActorName(): (actor: ActivityOut["actor"]) => string {
  const t = useTranslations("activity.actor");
  const brand = useBrand();
  const operator = brand?.displayName ?? brand?.backName;
  return ({ kind, name }) => {
    if (name !== null && !(kind === "portal" && name === "Portal")) return name;
    return kind === "staff" && operator ? t("staffOf", { operator }) : t(kind);
  };
}

function Sentence({ entry: { action, object } }: { entry: ActivityOut }) {
  const t = useTranslations("activity.actions");
  const href = hrefOf(useAccess(), object);
  const name = object.name ?? object.id ?? object.kind;
  const o = (words: ReactNode) =>
    href ? (
      <TextLink key="object" href={href}>
        {words}
      </TextLink>
    ) : (
      <span key="object" translate="no" className="font-firm">
        {words}
      </span>
    );
  const key = action.replace(".", "_") as "endpoint_created";
  // A newer service may write down what this page does not know yet.
  if (t.has(key)) return t.rich(key, { name, o });
  return t.rich("other", { action: () => <Code key="action">{action}</Code>, name, o });
}

/** Where the thing is, while it is there. */
function hrefOf(access: Access, { kind, id, exists }: ActivityOut["object"]): string | null {
  if (!id || !exists) return null;
  const { surface, applicationId } = access;
  const base = surface === "portal" ? `/portal/${applicationId}` : `/console/applications/${applicationId}`;
  if (kind === "endpoint") return `${base}/endpoints/${id}`;
  if (kind === "delivery") return deliveryPath(access, { id, applicationId });
  if (kind === "message") return `${base}/messages/${id}`;
  return kind === "background_task" ? `${base}/replays/${id}` : null;
}

function Line({ line }: { line: ChangeLine }) {
  const t = useTranslations("activity");
  const key = `fields.${line.name}` as Parameters<typeof t.has>[0];
  const isKnown = t.has(key);
  const field = (name: ReactNode) => (
    <span key="field" translate={isKnown ? undefined : "no"} className="text-ink-3">
      {name}
    </span>
  );
  // What has no words of its own is called as in the API.
  const name = isKnown ? t(key) : line.name;
  return line.kind === "fact"
    ? t.rich("fact", { field, name, value: line.value })
    : t.rich("change", { field, name, before: line.before, after: line.after });
}
