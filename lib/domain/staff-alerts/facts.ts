import { z } from "zod";
import { ALERT_LEVELS, STAFF_RULES } from "@/lib/contract/staff-alert-rules.ts";

/** What a channel is told, as it is stored with an alert. */
export const StaffAlertFacts = z.object({
  kind: z.literal("staff"),
  rule: z.enum(STAFF_RULES),
  event: z.enum(["began", "rose", "repeated", "resolved"]),
  /** Of what is told; of one that is over, the worst that it was. */
  level: z.enum(ALERT_LEVELS),
  since: z.iso.datetime(),
  at: z.iso.datetime(),
  value: z.number().nullable(),
  tries: z.number().nullable(),
  threshold: z.number(),
  /** Why it is over: `too_few` tries to judge, or it looks better. */
  because: z.enum(["better", "too_few"]).nullable(),
});
export type StaffAlertFacts = z.infer<typeof StaffAlertFacts>;
