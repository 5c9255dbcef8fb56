import type { Alert, AlertDispatch, AlertRecipient } from "@/generated/prisma/client.ts";
import type { ListQuery, Page } from "@/lib/contract/common.ts";
import type { StaffAlertOut, StaffAlertSentOut } from "@/lib/contract/staff-alert.ts";
import { db } from "@/lib/db.ts";
import { failureOf, MAX_FACTS, stateOfDispatch } from "@/lib/domain/alerts/list.ts";
import type { Context } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { StaffAlertFacts } from "@/lib/domain/staff-alerts/facts.ts";
import { toStaffAlertOut } from "@/lib/domain/staff-alerts/to-out.ts";
import { formatId } from "@/lib/ids.ts";

/** What comes with a dispatch to be shown. */
export const WITH_ALERTS = { alerts: { orderBy: { id: "asc" }, take: MAX_FACTS } } as const;

/** Each time that a rule fired, newest first. */
export async function listStaffAlerts(ctx: Context, { limit, ...query }: ListQuery): Promise<Page<StaffAlertOut>> {
  requireOperator(ctx, "viewer");
  const iterator = parseIterator("staffAlert", query.iterator);
  const { where, ...scan } = idScan("descending", iterator, limit);
  const rows = await (ctx.tx ?? db()).staffAlert.findMany({ where, ...scan });
  return pageOf(rows, { limit, iterator, toOut: toStaffAlertOut, idOf: (row) => formatId("staffAlert", row.id) });
}

/** What channels got and are about to get, newest first. */
export async function listStaffAlertsSent(
  ctx: Context,
  { limit, ...query }: ListQuery,
): Promise<Page<StaffAlertSentOut>> {
  requireOperator(ctx, "support");
  const iterator = parseIterator("alert", query.iterator);
  const { where, ...scan } = idScan("descending", iterator, limit);
  const rows = await (ctx.tx ?? db()).alertDispatch.findMany({
    where: { ...where, applicationId: null },
    include: { ...WITH_ALERTS, recipient: { select: { name: true } } },
    ...scan,
  });
  const toOut = ({ recipient, ...row }: (typeof rows)[number]) => toStaffAlertSentOut(row, recipient);
  return pageOf(rows, { limit, iterator, toOut, idOf: (row) => formatId("alert", row.id) });
}

export function toStaffAlertSentOut(
  row: AlertDispatch & { alerts: Alert[] },
  channel: Pick<AlertRecipient, "name">,
): StaffAlertSentOut {
  const state = stateOfDispatch(row);
  return {
    id: formatId("alert", row.id),
    channelId: formatId("alertRecipient", row.recipientId),
    channelName: channel.name ?? "",
    isTest: row.purpose === "test",
    told: row.alerts.map(({ facts }) => {
      const { rule, event, level } = StaffAlertFacts.parse(facts);
      return { rule, event, level };
    }),
    state,
    tries: row.tries,
    failure: failureOf(row.error),
    answer: row.answer,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    nextTryAt: state === "waiting" ? row.nextAt.toISOString() : null,
  };
}
