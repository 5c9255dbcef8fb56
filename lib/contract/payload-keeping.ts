import { z } from "zod";
import { Timestamp } from "./common.ts";

export const ContentGoneOut = z.object({
  why: z
    .enum(["after_success", "own_retention", "retention", "erased"])
    .describe(
      "`after_success`: wiped once every delivery of the message had succeeded; `own_retention`: the message asked to be kept no longer; `retention`: as the installation keeps it; `erased`: somebody of the operator erased it.",
    ),
  since: Timestamp.nullable().describe("When it went; null when that is not known any more."),
  days: z.number().int().nullable().describe("Of `retention`: days for which it was kept; null otherwise."),
});
export type ContentGoneOut = z.infer<typeof ContentGoneOut>;

export const PayloadKeepingOut = z.object({
  gone: ContentGoneOut.nullable().describe(
    "Why there is no payload any more, so that it cannot be replayed; null while it is kept.",
  ),
  until: Timestamp.nullable().describe("When it goes at the latest, within an hour; null once it is gone."),
  goesAfterSuccess: z.boolean().describe("It goes earlier, as soon as every delivery of the message has succeeded."),
});
export type PayloadKeepingOut = z.infer<typeof PayloadKeepingOut>;
