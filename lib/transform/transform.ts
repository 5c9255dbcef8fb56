import { createHash } from "node:crypto";
import { env } from "@/lib/env.ts";
import type { TransformPool } from "@/lib/transform/pool.ts";
import type { LogLine, SandboxFailure } from "@/lib/transform/sandbox.mjs";
import { readTransformed, type Transformed } from "@/lib/webhook/transformation.ts";

export interface TransformInput {
  /** Whose code it is: customers take turns. */
  applicationId: string;
  code: string;
  variables: Record<string, string>;
  /** Of the endpoint. */
  url: string;
  eventType: string;
  /** JSON. */
  payload: string;
  transformationsParams: Record<string, unknown>;
  /** Header names that the endpoint's own signatures use, in lower case. */
  signatureNames: readonly string[];
  /** Whatever stays the same on every try: Math.random follows from it. */
  seed: string;
  /** The time that the code sees. */
  atMs: number;
}

export interface TransformResult {
  result: Exclude<Transformed, { kind: "refused" }> | { kind: "failed"; failure: SandboxFailure };
  logs: LogLine[];
}

/** 48 bits, and never 0: QuickJS would take another number instead. */
function seedOf(text: string): number {
  return createHash("sha256").update(text).digest().readUIntBE(0, 6) + 1;
}

/**
 * Runs a transformation, and judges what it returned by the rules for endpoints. The same input gives the same result.
 * @throws TransformBusy when its turn did not come in time
 */
export async function transform(pool: TransformPool, input: TransformInput): Promise<TransformResult> {
  const { applicationId, code, variables, url, eventType, payload, transformationsParams, seed, atMs } = input;
  const head = { method: "POST", url, headers: {}, eventType, transformationsParams, env: variables };
  const job = { code, head: JSON.stringify(head), payload, atMs, seed: seedOf(seed) };
  const { output, failure, logs } = await pool.run(applicationId, job);
  if (failure) return { result: { kind: "failed", failure }, logs };
  if (!output) throw new Error("The sandbox answered nothing.");

  const { POSTHORN_EGRESS_ALLOW, POSTHORN_ALLOW_HTTP, PORTAL_URL, PUBLIC_URL } = env();
  const read = readTransformed(output, {
    endpointUrl: url,
    allow: POSTHORN_EGRESS_ALLOW,
    allowHttp: POSTHORN_ALLOW_HTTP,
    ours: [PUBLIC_URL, PORTAL_URL],
    signatureNames: input.signatureNames,
  });
  if (read.kind !== "refused") return { result: read, logs };
  return {
    result: { kind: "failed", failure: { kind: "error", message: read.message, line: null, column: null } },
    logs,
  };
}
