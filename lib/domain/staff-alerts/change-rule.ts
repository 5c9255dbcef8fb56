import type { StaffAlertsOut, StaffMuteIn, StaffRuleOut, StaffRulePatch } from "@/lib/contract/staff-alert.ts";
import { RULE_TERMS, STAFF_RULES, type StaffRule } from "@/lib/contract/staff-alert-rules.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { loadRules, type RuleRow } from "@/lib/domain/staff-alerts/rules.ts";
import { toStaffRuleOut } from "@/lib/domain/staff-alerts/to-out.ts";
import { env } from "@/lib/env.ts";
import { InvalidInput, NotFound } from "@/lib/errors.ts";

const MINUTE_MS = 60_000;

/** Every rule, what it last saw, and whether it fires. */
export async function getStaffAlerts(ctx: Context): Promise<StaffAlertsOut> {
  requireOperator(ctx, "viewer");
  const rules = await withTransaction(ctx, loadRules);
  const now = new Date();
  const looks = rules.flatMap(({ row }) => (row.measuredAt ? [row.measuredAt.getTime()] : []));
  return {
    rules: rules.map((rule) => toStaffRuleOut(rule, now)),
    emailAvailable: env().SMTP_URL !== undefined,
    lookedAt: looks.length > 0 ? new Date(Math.max(...looks)).toISOString() : null,
  };
}

/** Absent fields stay as they are. @throws InvalidInput when critical would be no worse than warning */
export async function patchStaffRule(
  ctx: Context,
  input: { rule: string; patch: StaffRulePatch },
): Promise<StaffRuleOut> {
  requireOperator(ctx, "engineer");
  return change(ctx, { ...input, action: "staff_rule.updated" }, ({ rule, row }) => {
    const after = { ...row, ...input.patch };
    checkThresholds(rule, after);
    const { warning, critical, enabled, minimumTries, repeatMinutes } = after;
    return {
      warning,
      critical,
      enabled,
      repeatMinutes,
      minimumTries: RULE_TERMS[rule].defaults.minimumTries === null ? null : minimumTries,
    };
  });
}

function checkThresholds(rule: StaffRule, { warning, critical }: { warning: number | null; critical: number | null }) {
  const { most, bad } = RULE_TERMS[rule];
  for (const [name, value] of Object.entries({ warning, critical })) {
    if (value !== null && value > most) throw new InvalidInput(["body", name], `may be ${most} at most`);
  }
  if (warning === null || critical === null) return;
  const isWorse = bad === "below" ? critical < warning : critical > warning;
  if (!isWorse) throw new InvalidInput(["body", "critical"], `must be ${bad} the threshold of the warning`);
}

/** Nobody is told of the rule until then. */
export async function muteStaffRule(ctx: Context, input: { rule: string; mute: StaffMuteIn }): Promise<StaffRuleOut> {
  requireOperator(ctx, "support");
  const { minutes, reason } = input.mute;
  return change(ctx, { ...input, action: "staff_rule.muted" }, () => ({
    mutedUntil: new Date(Date.now() + minutes * MINUTE_MS),
    mutedBy: ctx.actor.label,
    mutedReason: reason,
  }));
}

export async function unmuteStaffRule(ctx: Context, input: { rule: string }): Promise<StaffRuleOut> {
  requireOperator(ctx, "support");
  return change(ctx, { ...input, action: "staff_rule.unmuted" }, () => ({
    mutedUntil: null,
    mutedBy: null,
    mutedReason: null,
  }));
}

type Changes = Partial<RuleRow["row"]>;

async function change(
  ctx: Context,
  { rule: named, action }: { rule: string; action: string },
  decideChange: (rule: RuleRow) => Changes,
): Promise<StaffRuleOut> {
  const rule = STAFF_RULES.find((one) => one === named);
  if (!rule) throw new NotFound();
  return withTransaction(ctx, async (tx) => {
    const before = await lockRule(tx, rule);
    const data = decideChange(before);
    const row = await tx.staffAlertRule.update({ where: { rule }, data });
    await recordAudit(ctx, tx, {
      action,
      objectKind: "staff_rule",
      objectId: rule,
      change: changeOf(before.row, { ...data }),
    });
    return toStaffRuleOut({ ...before, row }, new Date());
  });
}

/** The look at the rules and changes by people come one after the other. */
async function lockRule(tx: Tx, rule: StaffRule): Promise<RuleRow> {
  await loadRules(tx);
  await tx.$queryRaw`select 1 from staff_alert_rule where rule = ${rule} for no key update`;
  const found = (await loadRules(tx)).find((one) => one.rule === rule);
  if (!found) throw new NotFound();
  return found;
}
