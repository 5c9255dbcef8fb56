import { randomBytes } from "node:crypto";
import type { AlertRecipient } from "@/generated/prisma/client.ts";
import type { ListQuery, Page } from "@/lib/contract/common.ts";
import type {
  StaffAlertSentOut,
  StaffChannelIn,
  StaffChannelOut,
  StaffChannelPatch,
} from "@/lib/contract/staff-alert.ts";
import { MAX_CHANNELS } from "@/lib/contract/staff-alert-rules.ts";
import { seal, unseal } from "@/lib/crypto.ts";
import { db, type Tx } from "@/lib/db.ts";
import { enqueueTest } from "@/lib/domain/alerts/enqueue.ts";
import { dropWaiting } from "@/lib/domain/alerts/recipient.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Change, changeOf } from "@/lib/domain/change.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { checkOperatorUrl } from "@/lib/domain/endpoints/check-url.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { toStaffAlertSentOut, WITH_ALERTS } from "@/lib/domain/staff-alerts/sent.ts";
import { toStaffChannelOut } from "@/lib/domain/staff-alerts/to-out.ts";
import { env } from "@/lib/env.ts";
import { NotFound, ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid, parseId } from "@/lib/ids.ts";
import { formatSecret } from "@/lib/webhook/secret.ts";

const TESTS_AN_HOUR = 20;
/** The newest dispatch of a channel, to be shown with it. */
const WITH_LAST = { dispatches: { orderBy: { id: "desc" }, take: 1, include: WITH_ALERTS } } as const;

/** Where staff are told, newest first. */
export async function listStaffChannels(ctx: Context, { limit, ...query }: ListQuery): Promise<Page<StaffChannelOut>> {
  requireOperator(ctx, "support");
  const iterator = parseIterator("alertRecipient", query.iterator);
  const { where, ...scan } = idScan("descending", iterator, limit);
  const rows = await (ctx.tx ?? db()).alertRecipient.findMany({
    where: { ...where, applicationId: null, deletedAt: null },
    include: WITH_LAST,
    ...scan,
  });
  const toOut = ({ dispatches: [last], ...row }: (typeof rows)[number]) =>
    toStaffChannelOut(row, last ? toStaffAlertSentOut(last, row) : null);
  return pageOf(rows, { limit, iterator, toOut, idOf: (row) => formatId("alertRecipient", row.id) });
}

/** @throws ProblemError bad_request without a mail server, limit_reached at 20 channels; InvalidInput for a forbidden URL */
export async function createStaffChannel(ctx: Context, channel: StaffChannelIn): Promise<StaffChannelOut> {
  requireOperator(ctx, "engineer");
  const { name, kind, email, url, leastLevel, timeZone } = channel;
  if (kind === "email" && !env().SMTP_URL) {
    throw new ProblemError("bad_request", "There is no mail server: set SMTP_URL and ALERTS_FROM, then restart.");
  }
  if (url !== undefined) await checkOperatorUrl(url);
  const id = newUuid();
  const place = { id, applicationId: null };
  const secret = kind === "webhook" ? formatSecret(randomBytes(24)) : null;

  return withTransaction(ctx, async (tx) => {
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtext('posthorn staff channels'))::text`;
    if ((await tx.alertRecipient.count({ where: { applicationId: null, deletedAt: null } })) >= MAX_CHANNELS) {
      throw new ProblemError("limit_reached", `There can be at most ${MAX_CHANNELS} channels.`);
    }
    const row = await tx.alertRecipient.create({
      data: {
        ...{ id, name, kind, leastLevel, timeZone, locale: "en", alerts: [] },
        // Whoever may add a channel is staff: nobody else has to confirm.
        ...(email === undefined ? {} : { email: email.toLowerCase(), confirmedAt: new Date() }),
        ...(url === undefined ? {} : { urlSealed: seal("alert_recipient.url_sealed", place, url) }),
        ...(url === undefined ? {} : { urlOrigin: new URL(url).origin }),
        secretSealed: secret && seal("alert_recipient.secret_sealed", place, secret),
      },
    });
    await audit(ctx, tx, row, { action: "staff_channel.created", change: { before: null, after: audited(row) } });
    return toStaffChannelOut(row, null);
  });
}

/** Absent fields stay as they are. What waits for a channel that is turned off is dropped. */
export async function patchStaffChannel(
  ctx: Context,
  { channelId, patch }: { channelId: string; patch: StaffChannelPatch },
): Promise<StaffChannelOut> {
  requireOperator(ctx, "engineer");
  const { enabled, ...rest } = patch;
  return withTransaction(ctx, async (tx) => {
    const before = await lockChannel(tx, channelId);
    const disabledAt = enabled === undefined ? before.disabledAt : enabled ? null : (before.disabledAt ?? new Date());
    const { dispatches, ...row } = await tx.alertRecipient.update({
      where: { id: before.id },
      data: { ...rest, disabledAt },
      include: WITH_LAST,
    });
    if (disabledAt) await dropWaiting(tx, row.id);
    await audit(ctx, tx, row, { action: "staff_channel.updated", change: changeOf(audited(before), audited(row)) });
    const last = disabledAt ? null : (dispatches[0] ?? null);
    return toStaffChannelOut(row, last && toStaffAlertSentOut(last, row));
  });
}

export async function deleteStaffChannel(ctx: Context, { channelId }: { channelId: string }): Promise<void> {
  requireOperator(ctx, "engineer");
  await withTransaction(ctx, async (tx) => {
    const before = await lockChannel(tx, channelId);
    await tx.alertRecipient.update({
      where: { id: before.id },
      data: { deletedAt: new Date(), confirmedAt: null, urlSealed: null, secretSealed: null },
    });
    await dropWaiting(tx, before.id);
    await audit(ctx, tx, before, { action: "staff_channel.deleted", change: { before: audited(before), after: null } });
  });
}

/** @throws ProblemError rate_limited */
export async function testStaffChannel(ctx: Context, { channelId }: { channelId: string }): Promise<StaffAlertSentOut> {
  requireOperator(ctx, "support");
  return withTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx, channelId);
    const dispatch = await enqueueTest(tx, channel, TESTS_AN_HOUR);
    await audit(ctx, tx, channel, { action: "staff_channel.tested" });
    return toStaffAlertSentOut({ ...dispatch, alerts: [] }, channel);
  });
}

/** Reveals what posts are signed with; nobody gets it without a trace in the audit log. */
export async function getStaffChannelSecret(
  ctx: Context,
  { channelId }: { channelId: string },
): Promise<{ key: string }> {
  requireOperator(ctx, "engineer");
  return withTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx, channelId);
    if (channel.secretSealed === null) throw new NotFound();
    await audit(ctx, tx, channel, { action: "staff_channel.secret_revealed" });
    return { key: unseal("alert_recipient.secret_sealed", channel, channel.secretSealed) };
  });
}

/** Loads a channel and holds it until the transaction ends. @throws NotFound */
async function lockChannel(tx: Tx, channelId: string): Promise<AlertRecipient> {
  const id = parseId("alertRecipient", channelId);
  if (!id) throw new NotFound();
  await tx.$queryRaw`select 1 from alert_recipient where id = ${id}::uuid for no key update`;
  const channel = await tx.alertRecipient.findFirst({ where: { id, applicationId: null, deletedAt: null } });
  if (!channel) throw new NotFound();
  return channel;
}

/** As the audit log has it: enough of an address to recognise it by. */
function audited(row: AlertRecipient) {
  const { last: _, email, ...out } = toStaffChannelOut(row, null);
  return { ...out, email: email === null ? null : email.replace(/^(.).*(?=@)/, "$1•••") };
}

function audit(
  ctx: Context,
  tx: Tx,
  { id }: AlertRecipient,
  entry: { action: string; change?: Change },
): Promise<void> {
  return recordAudit(ctx, tx, { ...entry, objectKind: "staff_channel", objectId: formatId("alertRecipient", id) });
}
