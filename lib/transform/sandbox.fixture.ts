import { afterAll } from "vitest";
import { createTransformPool } from "@/lib/transform/pool.ts";
import type { SandboxJob } from "@/lib/transform/sandbox.mjs";

export const HEAD = {
  method: "POST",
  url: "https://receiver.example/hooks",
  headers: {},
  eventType: "invoice.paid",
  transformationsParams: {},
  env: { KEY: "s3cret-value" },
};

/** Threads for a test file, and what asks them. Call it once, at the top of the file. */
export function useSandbox() {
  const pool = createTransformPool({ threads: 2, maxWaitMs: 60_000, share: 1 });
  afterAll(() => pool.close());

  // An owner for each run: nobody waits for what another run cost.
  let owners = 0;
  function run(code: string, job: Partial<SandboxJob> = {}) {
    const base = { head: JSON.stringify(HEAD), payload: '{"n":1.0}', atMs: 1_700_000_000_123, seed: 7 };
    return pool.run(`owner ${owners++}`, { ...base, code, ...job });
  }

  /** The payload that the statements leave; they see `webhook`. */
  async function payloadOf(statements: string, job?: Partial<SandboxJob>) {
    const { output, failure } = await run(`function handler(webhook) { ${statements}; return webhook; }`, job);
    if (!output) throw new Error(`failed: ${JSON.stringify(failure)}`);
    return output.bodyKind === "same" ? "same" : JSON.parse(output.body);
  }

  const failureOf = async (code: string) => (await run(code)).failure;
  return { pool, run, payloadOf, failureOf };
}
