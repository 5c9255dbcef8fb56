import type { Binds } from "@/lib/domain/deliveries/binds.ts";

/** Whose rows a query may see: one application, or those of an organization (undefined: every one, for staff). */
export type Scope =
  | { applicationId: string }
  | {
      organizationId: string | undefined;
      applicationIds?: readonly string[] | undefined;
      excludedApplicationIds?: readonly string[] | undefined;
    };

/** The scope as conditions on the application column of a table. */
export function scopeConditions(scope: Scope, column: string, { bind }: Binds): string[] {
  if ("applicationId" in scope) return [`${column} = ${bind(scope.applicationId)}`];
  const conditions: string[] = [];
  if (scope.organizationId !== undefined) {
    conditions.push(`${column} in (select id from application where organization_id = ${bind(scope.organizationId)})`);
  }
  if (scope.applicationIds) conditions.push(`${column} = any (${bind(scope.applicationIds)}::uuid[])`);
  if (scope.excludedApplicationIds) conditions.push(`${column} <> all (${bind(scope.excludedApplicationIds)}::uuid[])`);
  return conditions;
}
