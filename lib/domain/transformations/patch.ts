import { createHash } from "node:crypto";
import { type EndpointTransformationPatch, HIDDEN_VALUE } from "@/lib/contract/transformation.ts";
import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { type EndpointRef, getEndpointOrThrow, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";
import { writeVersion } from "@/lib/domain/endpoints/write.ts";
import { checkLoads } from "@/lib/domain/transformations/check-loads.ts";
import { NOT_WITH_BATCHES } from "@/lib/domain/transformations/follow-endpoint.ts";
import { findTransformation, openVariables, sealVariables } from "@/lib/domain/transformations/stored.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

interface Transformation {
  code: string | null;
  enabled: boolean;
  variables: Record<string, string>;
}

const NONE: Transformation = { code: null, enabled: false, variables: {} };

/**
 * Changes what is named. Every change makes a version of the endpoint: the next tries run it, and name it.
 * @throws InvalidInput for code that does not load, when it is to run, and for an endpoint that gets batches
 */
export async function patchEndpointTransformation(
  ctx: Context,
  input: EndpointRef & { patch: EndpointTransformationPatch },
): Promise<void> {
  const { applicationId, endpointId, patch } = input;
  requirePortalAccess(ctx, applicationId, "ManageTransformations");
  requireStaffRole(ctx, "engineer");

  await checkWhatIsTurnedOn(ctx, input);
  await withTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, input);
    const stored = await findTransformation(tx, endpointId);
    const before = stored
      ? { ...stored, variables: openVariables({ ...stored, applicationId }, stored.variablesSealed) }
      : NONE;
    const after = changed(before, patch);
    if (after.enabled && readOptions(endpoint.deliveryOptions).batch)
      throw new InvalidInput(["body"], NOT_WITH_BATCHES);
    if (shown(before) === shown(after) && sameVariables(before, after)) return;

    const version = endpoint.version + 1;
    const { code, enabled, variables } = after;
    await tx.endpointTransformation.create({
      data: {
        ...{ endpointId, version, code, enabled },
        variablesSealed: sealVariables({ endpointId, version, applicationId }, variables),
      },
    });
    await writeVersion(tx, endpointId);
    await recordAudit(ctx, tx, {
      action: "endpoint.transformation_updated",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: { before: auditOf(before), after: { ...auditOf(after), version } },
    });
  });
}

/** Before the transaction: customers' code may take a quarter of a second. */
async function checkWhatIsTurnedOn(
  ctx: Context,
  { patch, ...ref }: EndpointRef & { patch: EndpointTransformationPatch },
) {
  if (patch.code === null || (patch.code === undefined && !patch.enabled)) return;
  const tx = ctx.tx ?? db();
  const { id } = await getEndpointOrThrow(tx, ref);
  const stored = await findTransformation(tx, id);
  const code = patch.code ?? stored?.code;
  if (code && (patch.enabled ?? stored?.enabled)) await checkLoads(ref.applicationId, code);
}

function changed(before: Transformation, { code, enabled, variables }: EndpointTransformationPatch): Transformation {
  const after = {
    code: code === undefined ? before.code : code,
    enabled: code === null ? (enabled ?? false) : (enabled ?? before.enabled),
    variables: variables === undefined ? before.variables : withStored(variables ?? {}, before.variables),
  };
  if (after.enabled && after.code === null) throw new InvalidInput(["body", "enabled"], "There is no code to run.");
  return after;
}

/** Clients that write back what they have read keep the values. */
function withStored(given: Record<string, string>, stored: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      if (value !== HIDDEN_VALUE) return [name, value];
      const known = Object.hasOwn(stored, name) ? stored[name] : undefined;
      if (known === undefined) {
        throw new InvalidInput(["body", "variables", name], "There is no stored value that could be kept.");
      }
      return [name, known];
    }),
  );
}

function shown({ code, enabled }: Transformation): string {
  return JSON.stringify([code, enabled]);
}

function sameVariables(a: Transformation, b: Transformation): boolean {
  const sorted = ({ variables }: Transformation) => JSON.stringify(Object.entries(variables).sort());
  return sorted(a) === sorted(b);
}

/** The code itself is kept with its version. */
function auditOf({ code, enabled, variables }: Transformation) {
  const codeSha256 = code === null ? null : createHash("sha256").update(code).digest("hex");
  return { enabled, codeSha256, codeLength: code?.length ?? 0, variables: Object.keys(variables) };
}
