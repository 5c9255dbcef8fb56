import { z } from "zod";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import type { PurgeApplicationIn } from "@/lib/contract/privacy.ts";
import type { Tx } from "@/lib/db.ts";
import { deleteApplication } from "@/lib/domain/applications/delete.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { expungeContent } from "@/lib/domain/messages/expunge-content.ts";
import {
  isOperationalOrganization,
  operationalOrganizationOf,
} from "@/lib/domain/operational-webhooks/organization.ts";
import { PURGE_STATEMENTS } from "@/lib/domain/privacy/purge-tables.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { tell } from "@/lib/domain/settings/change.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { finishTask } from "@/lib/domain/tasks/finish.ts";
import { lockTaskUnscoped } from "@/lib/domain/tasks/row.ts";
import { taskJobKey } from "@/lib/domain/tasks/start.ts";
import { toTaskOut } from "@/lib/domain/tasks/to-out.ts";
import { InvalidInput, NotFound } from "@/lib/errors.ts";
import { formatId, newUuid, parseId } from "@/lib/ids.ts";
import { enqueue } from "@/lib/queue.ts";

/** Rows in a commit. */
const CHUNK = 2_000;
/** Requests that are under way when it is asked for have ended by then, and what is written about them has been written. */
const BEGIN_IN_SECONDS = 45;
const AGAIN_MS = 1_000;
/** What is shown of an application until the last of it has gone. */
const PURGED_NAME = "Purged application";

/** What the task must know; names are taken out of it when it ends. */
const Scope = z.object({ applicationId: z.string(), uid: z.string().nullable().optional() });

/**
 * Removes everything of an application for good, as a background task. It is deleted at once, so nothing new comes in.
 * @throws InvalidInput unless its name was typed
 */
export async function purgeApplication(
  ctx: Context,
  { applicationId, confirm }: { applicationId: string } & PurgeApplicationIn,
): Promise<BackgroundTaskOut> {
  requireOperator(ctx, "admin");
  return withTransaction(ctx, async (given) => {
    const row = await lockApplication(ctx, given, applicationId);
    // What operators are told of lives in an application of our own.
    if (isOperationalOrganization(row.organizationId)) throw new NotFound();
    if (confirm !== row.name) {
      throw new InvalidInput(["body", "confirm"], "must be the name of the application, as it is shown");
    }
    await deleteApplication({ ...ctx, tx: given }, { applicationId });
    await given.application.update({
      where: { id: applicationId },
      data: {
        name: PURGED_NAME,
        uid: null,
        metadata: {},
        suspendedAt: new Date(),
        redaction: [],
        wipesAfterSuccess: false,
      },
    });
    await ask(given, "update installation_setting set privacy_stamp = privacy_stamp + 1");
    await tell(given);
    const scope = { applicationId: formatId("application", applicationId), uid: row.uid };
    const id = newUuid();
    // Not a task of the application: it must outlive it.
    await given.$executeRaw`
      insert into background_task (id, organization_id, kind, scope, requested_by, next_at)
      values (${id}::uuid, ${row.organizationId}, 'application.purge_content', ${JSON.stringify(scope)}::jsonb, ${ctx.actor.label},
        now() + ${BEGIN_IN_SECONDS}::integer * interval '1 second')`;
    await recordAudit(ctx, given, {
      action: "application.purge_started",
      applicationId,
      objectKind: "application",
      objectId: scope.applicationId,
      // A reason in one's own words may name the customer.
      reason: null,
    });
    await enqueue(given, "background_task", { taskId: id }, { jobKey: taskJobKey(id) });
    return toTaskOut(await given.backgroundTask.findUniqueOrThrow({ where: { id } }));
  });
}

/**
 * One commit of a purge. It begins anew each time and takes the first rows that it finds, so it does not matter where a
 * process died. @returns milliseconds until the next; null when it is over
 */
export async function purgeApplicationStep(tx: Tx, taskId: string): Promise<number | null> {
  const task = await lockTaskUnscoped(tx, taskId);
  if (task?.state !== "running") return null;
  const scope = Scope.parse(task.scope);
  const applicationId = parseId("application", scope.applicationId);
  if (!applicationId) return null;
  if (!task.may_go) return Math.ceil(task.go_in_ms);
  if (await isSending(tx, applicationId)) return AGAIN_MS;
  const labels = await labelsOf(tx, applicationId, scope.applicationId);
  const removed =
    (await forgetAnswers(tx, applicationId)) ||
    (await forgetRequests(tx, [...labels, ...(scope.uid ? [scope.uid] : [])])) ||
    (await forgetNotices(tx, task.organization_id, scope.applicationId)) ||
    (await stripAudit(tx, applicationId, labels)) ||
    (await removeRows(tx, applicationId));
  if (removed > 0) {
    await ask(
      tx,
      "update background_task set total = total + $2::int, succeeded = succeeded + $2::int, updated_at = now() where id = $1",
      [taskId, removed],
    );
    return 0;
  }
  await removePictures(tx, task.organization_id);
  await ask(tx, "delete from application where id = $1", [applicationId]);
  await ask(tx, "update background_task set scope = $2::jsonb where id = $1", [
    taskId,
    JSON.stringify({ applicationId: scope.applicationId }),
  ]);
  await recordAudit({ actor: { kind: "system", label: "Posthorn" }, requestId: "worker" }, tx, {
    action: "application.purged",
    applicationId,
    objectKind: "application",
    objectId: scope.applicationId,
    change: { after: { rows: task.succeeded } },
  });
  await finishTask(tx, taskId, { state: "finished" });
  return null;
}

/** A request that is being made writes down what came of it; until its lease ends it may. */
async function isSending(tx: Tx, applicationId: string): Promise<boolean> {
  const rows = await ask(
    tx,
    "select 1 from delivery_pending where application_id = $1::uuid and lease_token is not null and lease_until > now() limit 1",
    [applicationId],
  );
  return rows.length > 0;
}

/** Ids as on the wire of what others may have written about: the application, its endpoints, sources, keys, sessions. */
async function labelsOf(tx: Tx, applicationId: string, label: string): Promise<string[]> {
  const kinds = [
    ["endpoint", "endpoint"],
    ["source", "source"],
    ["apiKey", "api_key"],
    ["portalSession", "portal_session"],
    ["inbox", "inbox"],
  ] as const;
  const labels = [label];
  for (const [kind, table] of kinds) {
    const rows = await ask<{ id: string }>(tx, `select id from ${table} where application_id = $1::uuid`, [
      applicationId,
    ]);
    labels.push(...rows.map(({ id }) => formatId(kind, id)));
  }
  return labels;
}

const ANY_ID = /\b(app|ep|msg|src|key)_[0-9A-Za-z]{27}\b/g;
const KINDS = { app: "application", ep: "endpoint", msg: "message", src: "source", key: "apiKey" } as const;

/** Answers that are kept for repeated requests do not say whose they are: the ids in them do. */
async function forgetAnswers(tx: Tx, applicationId: string): Promise<number> {
  let removed = 0;
  for (let after = Buffer.alloc(0); ; ) {
    const page = await ask<{ key_hash: Uint8Array; body: string | null; message_id: string | null }>(
      tx,
      "select key_hash, body, message_id from idempotency where key_hash > $1::bytea and (body is not null or message_id is not null) order by key_hash limit 5000",
      [after],
    );
    const named = page.map((row) => ({
      ...row,
      ids: [...idsIn(row.body ?? ""), ...(row.message_id ? [row.message_id] : [])],
    }));
    const owned = await ask<{ id: string }>(
      tx,
      `select id from message where id = any ($2::uuid[]) and application_id = $1::uuid
       union all select id from endpoint where id = any ($2::uuid[]) and application_id = $1::uuid
       union all select id from source where id = any ($2::uuid[]) and application_id = $1::uuid
       union all select id from api_key where id = any ($2::uuid[]) and application_id = $1::uuid`,
      [applicationId, [...new Set(named.flatMap(({ ids }) => ids))]],
    );
    const own = new Set([applicationId, ...owned.map(({ id }) => id)]);
    const hashes = named
      .filter(({ ids }) => ids.some((id) => own.has(id)))
      .map(({ key_hash }) => Buffer.from(key_hash));
    if (hashes.length > 0) await ask(tx, "delete from idempotency where key_hash = any ($1::bytea[])", [hashes]);
    removed += hashes.length;
    const last = page.at(-1);
    if (page.length < 5000 || !last) return removed;
    after = Buffer.from(last.key_hash);
  }
}

function idsIn(text: string): string[] {
  return [...text.matchAll(ANY_ID)].flatMap(([label, prefix]) => {
    const id = parseId(KINDS[prefix as keyof typeof KINDS], label);
    return id ? [id] : [];
  });
}

/** Lines of the request log that name it, or something of it, in their path. */
async function forgetRequests(tx: Tx, names: string[]): Promise<number> {
  const patterns = names.map((name) => `%/${name.replace(/[\\%_]/g, "\\$&")}%`);
  const encoded = names.map((name) => `%/${encodeURIComponent(name).replace(/[\\%_]/g, "\\$&")}%`);
  return tx.$executeRawUnsafe(
    `delete from api_request where id in (select id from api_request where path like any ($1::text[]) limit ${CHUNK})`,
    [...new Set([...patterns, ...encoded])],
  );
}

/** What the operator's own endpoints were told of it, and what statistics say of it. */
async function forgetNotices(tx: Tx, organizationId: string, label: string): Promise<number> {
  const places = await ask<{ id: string }>(tx, "select id from application where organization_id = $1", [
    operationalOrganizationOf(organizationId),
  ]);
  let count = 0;
  for (const { id } of places) {
    const messages = await ask<{ id: string }>(
      tx,
      `select id from message where application_id = $1::uuid and payload like $2 limit ${CHUNK}`,
      [id, `%${label}%`],
    );
    await expungeContent(tx, { applicationId: id, messageIds: messages.map((message) => message.id) });
    await tx.$executeRaw`delete from posthorn.outbox where application_id = ${id}::uuid and payload like ${`%${label}%`}`;
    count += messages.length;
  }
  await tx.$executeRaw`update background_task set result = '{}' where organization_id = ${organizationId} and result::text like ${`%${label}%`}`;
  return count;
}

async function stripAudit(tx: Tx, applicationId: string, labels: string[]): Promise<number> {
  const [row] = await ask<{ n: number }>(tx, `select posthorn.strip_audit_log($1::uuid, $2::text[], ${CHUNK}) as n`, [
    applicationId,
    labels,
  ]);
  return row?.n ?? 0;
}

async function removeRows(tx: Tx, applicationId: string): Promise<number> {
  for (const statement of PURGE_STATEMENTS) {
    const removed = await tx.$executeRawUnsafe(
      statement.replaceAll("$1", "$1::uuid").replaceAll("$1::uuid::text", "($1::uuid)::text"),
      applicationId,
      CHUNK,
    );
    if (removed > 0) return removed;
  }
  return 0;
}

/** Logos that no look names any more; somebody may be about to use one of the last hour. */
async function removePictures(tx: Tx, organizationId: string): Promise<void> {
  await tx.$executeRaw`
    delete from brand_asset a where a.organization_id = ${organizationId} and a.created_at < now() - interval '1 hour' and not exists (
      select from branding b where b.organization_id = ${organizationId} and b.settings::text like '%' || a.hash || '%')`;
}
