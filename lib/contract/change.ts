import { z } from "zod";

const side = (what: string) => z.record(z.string(), z.unknown()).nullable().describe(`${what}, by field name.`);

/** What an entry of a log says about what it changed. */
export const ChangeOut = z
  .object({
    before: side("What changed as it was; null for what was made"),
    after: side("The same as it is since; null for what was deleted"),
  })
  .nullable()
  .describe("The fields that changed, secrets masked; null where nothing did.");
export type ChangeOut = z.infer<typeof ChangeOut>;

/** Of the same entries. */
export const RequestId = z.string().nullable().describe("`x-request-id` of the request that did it.");
