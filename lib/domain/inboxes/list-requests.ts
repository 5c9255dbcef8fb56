import { z } from "zod";
import type { InboxRequest } from "@/generated/prisma/client.ts";
import type { Page } from "@/lib/contract/common.ts";
import type { InboxRequestOut } from "@/lib/contract/inbox.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { judgeSignature, type Signer, signersOf } from "@/lib/domain/inboxes/judge-signature.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { bodyFor, recordPayloadView, seesPayloads } from "@/lib/domain/payloads/view.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

const StoredHeaders = z.array(z.tuple([z.string(), z.string()]));

/** What an inbox received, newest first; an inbox that has expired still shows it until it is cleared away. */
export async function listInboxRequests(
  ctx: Context,
  input: { applicationId: string; inboxId: string; limit: number; iterator?: string | undefined },
): Promise<Page<InboxRequestOut>> {
  const { applicationId, limit } = input;
  requirePortalAccess(ctx, applicationId, "ViewBase");
  requireStaffRole(ctx, "support");

  const id = parseId("inbox", input.inboxId);
  const inbox = id && (await (ctx.tx ?? db()).inbox.findFirst({ where: { id, applicationId } }));
  if (!inbox) throw new NotFound();

  const isShown = seesPayloads(ctx);
  if (isShown) await recordPayloadView(ctx, { kind: "inbox", objectId: formatId("inbox", inbox.id), applicationId });
  const signers = await signersOf(ctx, inbox);
  const position = parseIterator("inboxRequest", input.iterator);
  const { where, ...scan } = idScan("descending", position, limit);
  const rows = await (ctx.tx ?? db()).inboxRequest.findMany({ where: { ...where, inboxId: inbox.id }, ...scan });
  return pageOf(rows, {
    limit,
    iterator: position,
    toOut: (row) => toInboxRequestOut(row, signers, { applicationId, isShown }),
    idOf: (row) => formatId("inboxRequest", row.id),
  });
}

function toInboxRequestOut(
  row: InboxRequest,
  signers: Signer[],
  { applicationId, isShown }: { applicationId: string; isShown: boolean },
): InboxRequestOut {
  const headers = StoredHeaders.parse(JSON.parse(row.headers));
  return {
    id: formatId("inboxRequest", row.id),
    receivedAt: row.receivedAt.toISOString(),
    method: row.method,
    headers,
    body: bodyFor({ applicationId, eventType: null }, isShown, row.body),
    replyStatus: row.replyStatus,
    signature: judgeSignature(signers, { receivedAt: row.receivedAt, headers, body: row.body }),
  };
}
