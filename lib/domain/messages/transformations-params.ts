import { hotPool } from "@/lib/db.ts";

/** What the sender of a message gave for transformations, by the message's id alone: for who has found the message already. */
export async function readTransformationsParams(messageId: string): Promise<Record<string, unknown>> {
  const { rows } = await hotPool().query<{ params: string | null }>({
    name: "transformations-params",
    text: "select transformations_params as params from message_option where message_id = $1",
    values: [messageId],
  });
  const text = rows[0]?.params ?? null;
  return text === null ? {} : (JSON.parse(text) as Record<string, unknown>);
}
