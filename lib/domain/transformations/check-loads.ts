import { orUnavailable, previewPool } from "@/lib/domain/transformations/pool.ts";
import { InvalidInput } from "@/lib/errors.ts";

/**
 * Loads code without calling its handler: what cannot even be read must not be turned on.
 * @throws InvalidInput with the place of the mistake
 */
export async function checkLoads(applicationId: string, code: string): Promise<void> {
  const job = { code, head: null, payload: "", atMs: 0, seed: 1 };
  const { failure } = await orUnavailable(previewPool().run(applicationId, job));
  if (!failure) return;
  const place = failure.line === null ? "" : ` (line ${failure.line})`;
  throw new InvalidInput(["body", "code"], `${failure.message}${place}`, "value_error.code");
}
