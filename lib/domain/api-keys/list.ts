import type { ApiKeyOut } from "@/lib/contract/api-key.ts";
import type { ListQuery, Page } from "@/lib/contract/common.ts";
import { db } from "@/lib/db.ts";
import { toApiKeyOut, WITH_APPLICATION } from "@/lib/domain/api-keys/out.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

/** API keys of the organization, newest first, revoked ones too. */
export async function listApiKeys(ctx: Context, input: ListQuery): Promise<Page<ApiKeyOut>> {
  requireOperator(ctx, "engineer");
  const iterator = parseIterator("apiKey", input.iterator);
  const { where, ...scan } = idScan("descending", iterator, input.limit);
  const rows = await db().apiKey.findMany({
    where: { organizationId: organizationOf(ctx), ...where },
    ...scan,
    include: WITH_APPLICATION,
  });
  const idOf = (row: { id: string }) => formatId("apiKey", row.id);
  return pageOf(rows, { limit: input.limit, iterator, toOut: toApiKeyOut, idOf });
}
