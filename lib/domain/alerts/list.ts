import type { Alert, AlertDispatch } from "@/generated/prisma/client.ts";
import { AlertFailureOut, AlertOut, type AlertRecipientOut, type AlertSettingsOut } from "@/lib/contract/alert.ts";
import { MAX_RECIPIENTS } from "@/lib/contract/alert-limits.ts";
import type { ListQuery, Page } from "@/lib/contract/common.ts";
import { db } from "@/lib/db.ts";
import { AlertFacts } from "@/lib/domain/alerts/facts.ts";
import {
  getRecipientOrThrow,
  type RecipientRef,
  requireAlerts,
  toRecipientOut,
} from "@/lib/domain/alerts/recipient.ts";
import type { Context } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";

type InApplication = ListQuery & { applicationId: string };

/** What one e-mail or post tells of, at most. */
export const MAX_FACTS = 50;

export function getAlertSettings(ctx: Context, { applicationId }: { applicationId: string }): AlertSettingsOut {
  requireAlerts(ctx, applicationId);
  const { SMTP_URL } = env();
  return {
    emailAvailable: SMTP_URL !== undefined,
    maxRecipients: MAX_RECIPIENTS,
    offAfterHours: settings().endpointOffAfterHours || null,
  };
}

/** Who gets alerts, newest first. */
export async function listRecipients(
  ctx: Context,
  { applicationId, limit, ...query }: InApplication,
): Promise<Page<AlertRecipientOut>> {
  requireAlerts(ctx, applicationId);
  const iterator = parseIterator("alertRecipient", query.iterator);
  const { where, ...scan } = idScan("descending", iterator, limit);
  const rows = await (ctx.tx ?? db()).alertRecipient.findMany({
    where: { ...where, applicationId, deletedAt: null },
    ...scan,
  });
  return pageOf(rows, { limit, iterator, toOut: toRecipientOut, idOf: (row) => formatId("alertRecipient", row.id) });
}

export async function getRecipient(ctx: Context, ref: RecipientRef): Promise<AlertRecipientOut> {
  requireAlerts(ctx, ref.applicationId);
  return toRecipientOut(await getRecipientOrThrow(ctx.tx ?? db(), ref));
}

/** What recipients got and are about to get, newest first. */
export async function listAlerts(
  ctx: Context,
  { applicationId, limit, ...query }: InApplication,
): Promise<Page<AlertOut>> {
  requireAlerts(ctx, applicationId);
  const iterator = parseIterator("alert", query.iterator);
  const { where, ...scan } = idScan("descending", iterator, limit);
  const rows = await (ctx.tx ?? db()).alertDispatch.findMany({
    where: { ...where, applicationId },
    include: { alerts: { orderBy: { id: "asc" }, take: MAX_FACTS } },
    ...scan,
  });
  return pageOf(rows, { limit, iterator, toOut: toAlertOut, idOf: (row) => formatId("alert", row.id) });
}

/** As it is stored: the reason and, after a blank, the status. */
export function failureText({ reason, status }: AlertFailureOut): string {
  return status === null ? reason : `${reason} ${status}`;
}

export function failureOf(text: string | null): AlertFailureOut | null {
  if (text === null) return null;
  const [reason, status] = text.split(" ");
  return AlertFailureOut.parse({ reason, status: status === undefined ? null : Number(status) });
}

const STATES = ["waiting", "sent", "failed"] as const;

export function stateOfDispatch({ state }: Pick<AlertDispatch, "state">): AlertOut["state"] {
  return STATES[state] ?? "failed";
}

export function toAlertOut(row: AlertDispatch & { alerts: Alert[] }): AlertOut {
  const state = stateOfDispatch(row);
  return {
    id: formatId("alert", row.id),
    recipientId: formatId("alertRecipient", row.recipientId),
    purpose: AlertOut.shape.purpose.parse(row.purpose),
    facts: row.alerts.map(({ endpointId, facts, createdAt }) => {
      const fact = AlertFacts.parse(facts);
      return {
        kind: fact.kind,
        endpointId: endpointId && formatId("endpoint", endpointId),
        endpointName: "endpointName" in fact ? fact.endpointName : null,
        createdAt: createdAt.toISOString(),
      };
    }),
    state,
    tries: row.tries,
    failure: failureOf(row.error),
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    nextTryAt: state === "waiting" ? row.nextAt.toISOString() : null,
  };
}
