import { createHash } from "node:crypto";
import type { SchemaCheckIn, SchemaCheckOut } from "@/lib/contract/event-type-usage.ts";
import type { Context } from "@/lib/domain/context.ts";
import { checkSchemas, findIssues, TooExpensive } from "@/lib/domain/event-types/schema-thread.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";

const TOO_LONG = {
  path: [],
  expected: "a payload that can be checked against the schema within a second",
  found: "one that takes longer",
};

/** What is wrong with a schema that somebody is writing, and with examples of what it describes. */
export async function checkSchema(ctx: Context, { schema, payloads }: SchemaCheckIn): Promise<SchemaCheckOut> {
  requireOperator(ctx, "engineer");
  const text = JSON.stringify(schema);
  const wrong = await checkSchemas([["1", text]], "1");
  if (wrong) return { problem: { path: wrong.path, text: wrong.problem }, payloads: [] };
  try {
    const key = createHash("sha256").update(text).digest("base64");
    const found = await findIssues({ key, schema: text, payloads: payloads.map((one) => JSON.stringify(one ?? null)) });
    return {
      problem: null,
      payloads: payloads.map((_, n) => (found[n] ?? []).map(({ value: _value, ...issue }) => issue)),
    };
  } catch (error) {
    if (!(error instanceof TooExpensive)) throw error;
    return { problem: null, payloads: payloads.map(() => [TOO_LONG]) };
  }
}
