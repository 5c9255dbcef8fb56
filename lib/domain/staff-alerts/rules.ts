import type { StaffAlert, StaffAlertRule } from "@/generated/prisma/client.ts";
import { REPEAT_MINUTES, RULE_TERMS, STAFF_RULES, type StaffRule } from "@/lib/contract/staff-alert-rules.ts";
import { db, type Tx } from "@/lib/db.ts";

export interface RuleRow {
  rule: StaffRule;
  row: StaffAlertRule;
  firing: StaffAlert | null;
}

/** Every rule in its order, with what fires. Rows of rules that are new with this version are made. */
export async function loadRules(tx: Pick<Tx, "staffAlertRule"> = db()): Promise<RuleRow[]> {
  const known = await findRules(tx);
  const missing = STAFF_RULES.filter((rule) => !known.has(rule));
  if (missing.length > 0) {
    await tx.staffAlertRule.createMany({
      data: missing.map((rule) => ({
        rule,
        enabled: true,
        repeatMinutes: REPEAT_MINUTES,
        ...RULE_TERMS[rule].defaults,
      })),
      skipDuplicates: true,
    });
  }
  const rows = missing.length > 0 ? await findRules(tx) : known;
  return STAFF_RULES.flatMap((rule) => {
    const row = rows.get(rule);
    if (!row) return [];
    const { alerts, ...rest } = row;
    return [{ rule, row: rest, firing: alerts[0] ?? null }];
  });
}

async function findRules(tx: Pick<Tx, "staffAlertRule">) {
  const rows = await tx.staffAlertRule.findMany({ include: { alerts: { where: { endedAt: null }, take: 1 } } });
  return new Map(rows.map((row) => [row.rule, row]));
}
