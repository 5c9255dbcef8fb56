import { isUtf8 } from "node:buffer";
import type { ContentGoneOut } from "@/lib/contract/payload-keeping.ts";
import type { SourceRequestContentOut } from "@/lib/contract/source-request.ts";
import { db, pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { readGone } from "@/lib/domain/payloads/gone.ts";
import { bodyFor, recordPayloadView, seesPayloads } from "@/lib/domain/payloads/view.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import type { SourceRequestRef } from "@/lib/domain/source-requests/resolve.ts";
import { COLUMNS, type ContentRow, toSourceRequestOut } from "@/lib/domain/source-requests/to-out.ts";
import { getSourceOrThrow } from "@/lib/domain/sources/lock.ts";
import { readStoredHeaders } from "@/lib/domain/sources/stored-headers.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** What a source took goes with the payload of the message that it became. */
async function goneWith(messageId: string | null): Promise<ContentGoneOut> {
  const gone = messageId === null ? undefined : (await readGone(pool(), [messageId])).get(messageId);
  return gone ?? { why: "erased", since: null, days: null };
}

/** A request that a source took, with everything that was sent. */
export async function getSourceRequest(ctx: Context, ref: SourceRequestRef): Promise<SourceRequestContentOut> {
  requireOperator(ctx, "support");
  await getSourceOrThrow(ctx.tx ?? db(), ref);
  const { rows } = await pool().query<ContentRow>(
    `select ${COLUMNS}, r.headers, r.body from source_request r where r.id = $1 and r.source_id = $2`,
    [ref.requestId, ref.sourceId],
  );
  const [row] = rows;
  if (!row) throw new NotFound();
  const isGone = row.body.length === 0 && row.headers === "[]";
  const isText = isUtf8(row.body);
  const isShown = seesPayloads(ctx);
  if (isShown) {
    const viewed = { objectId: formatId("sourceRequest", row.id), applicationId: ref.applicationId };
    await recordPayloadView(ctx, { kind: "source_request", ...viewed });
  }
  return {
    ...toSourceRequestOut(row),
    headers: readStoredHeaders(row.headers),
    body: bodyFor(
      { applicationId: ref.applicationId, eventType: null },
      isShown,
      row.body.toString(isText ? "utf8" : "base64"),
    ),
    base64: isShown && !isText,
    gone: isGone ? await goneWith(row.message_id) : null,
  };
}
