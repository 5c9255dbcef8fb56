import type { AuditFilter } from "@/lib/contract/audit.ts";
import type { Source } from "@/lib/domain/bounded-scan.ts";
import { type Context, DEFAULT_ORGANIZATION, organizationOf } from "@/lib/domain/context.ts";
import { type Binds, likeLiteral } from "@/lib/domain/deliveries/binds.ts";
import { ProblemError } from "@/lib/errors.ts";
import { uuidFloor } from "@/lib/ids.ts";

/** What of a filter an index answers: these conditions bound a read of the log. */
export function auditSource(input: { filter: AuditFilter; applicationId: string | null }, { bind }: Binds): Source {
  const { from, to, object, actorId } = input.filter;
  if (from && to && Date.parse(from) >= Date.parse(to)) {
    throw new ProblemError("invalid_range", "The range ends before it begins.");
  }
  const conditions = [
    ...(from ? [`a.id >= ${bind(uuidFloor(Date.parse(from)))}`] : []),
    ...(to ? [`a.id < ${bind(uuidFloor(Date.parse(to)))}`] : []),
    ...(input.applicationId ? [`a.application_id = ${bind(input.applicationId)}`] : []),
    ...(object ? [`a.object_id = ${bind(object)}`] : []),
    ...(actorId ? [`a.actor_id = ${bind(actorId)}`] : []),
  ];
  return { table: "audit_log", alias: "a", conditions: ["true", ...conditions] };
}

const SEARCHED = ["actor_label", "action", "object_id", "reason", "remote_address", "request_id"];

/** The rest, asked of the rows that a read looks through. */
export function auditConditions(ctx: Context, filter: AuditFilter, { bind }: Binds): string[] {
  const { actor, action, q } = filter;
  const organizationId = organizationOf(ctx);
  // Staff and the service act for the operator, whose own organization is the default one.
  const own = organizationId === DEFAULT_ORGANIZATION ? "or a.organization_id is null" : "";
  const actions = action?.map((one) =>
    one.endsWith(".*") ? `starts_with(a.action, ${bind(one.slice(0, -1))})` : `a.action = ${bind(one)}`,
  );
  const text = q && bind(`%${likeLiteral(q)}%`);
  return [
    "true",
    ...(organizationId === undefined ? [] : [`(a.organization_id = ${bind(organizationId)} ${own})`]),
    ...(actor?.length ? [`a.actor_kind = any(${bind(actor)})`] : []),
    ...(actions?.length ? [`(${actions.join(" or ")})`] : []),
    ...(text ? [`(${SEARCHED.map((column) => `a.${column} ilike ${text}`).join(" or ")})`] : []),
  ];
}
