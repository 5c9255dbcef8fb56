import { z } from "zod";
import { EventTypeOut, type EventTypeViolationsOut, SchemaIssueOut } from "@/lib/contract/event-type.ts";
import { db } from "@/lib/db.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { KEPT_VIOLATIONS } from "@/lib/domain/event-types/violations.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

const StoredIssues = z.array(SchemaIssueOut);

/** How many messages of a type were accepted though they did not fit its schema, and the last of them. */
export async function listViolations(ctx: Context, input: { name: string }): Promise<EventTypeViolationsOut> {
  requireOperator(ctx, "engineer");
  const row = await (ctx.tx ?? db()).eventType.findUnique({
    where: { organizationId_name: { organizationId: organizationForNew(ctx), name: input.name } },
    include: { violations: { orderBy: { messageId: "desc" }, take: KEPT_VIOLATIONS } },
  });
  if (!row) throw new NotFound();
  return {
    validation: EventTypeOut.shape.validation.parse(row.validation),
    count: Number(row.violationCount),
    lastAt: row.lastViolationAt?.toISOString() ?? null,
    data: row.violations.map((violation) => ({
      messageId: formatId("message", violation.messageId),
      applicationId: formatId("application", violation.applicationId),
      schemaVersion: violation.schemaVersion,
      at: violation.createdAt.toISOString(),
      issues: StoredIssues.parse(violation.issues),
    })),
  };
}
