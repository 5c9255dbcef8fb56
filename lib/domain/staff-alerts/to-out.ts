import type { AlertRecipient, StaffAlert } from "@/generated/prisma/client.ts";
import { StaffAlertOut, StaffChannelOut, type StaffRuleOut } from "@/lib/contract/staff-alert.ts";
import type { RuleRow } from "@/lib/domain/staff-alerts/rules.ts";
import { formatId } from "@/lib/ids.ts";

export function toStaffAlertOut(row: StaffAlert): StaffAlertOut {
  return StaffAlertOut.parse({
    id: formatId("staffAlert", row.id),
    rule: row.ruleId,
    level: row.level,
    peak: row.peak,
    beganAt: row.beganAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBecause: row.endedBecause,
    value: row.value,
    tries: row.tries,
    threshold: row.threshold,
    toldAt: row.toldAt?.toISOString() ?? null,
  });
}

export function toStaffRuleOut({ rule, row, firing }: RuleRow, now: Date): StaffRuleOut {
  const isMuted = row.mutedUntil !== null && row.mutedUntil > now;
  return {
    rule,
    enabled: row.enabled,
    warning: row.warning,
    critical: row.critical,
    minimumTries: row.minimumTries,
    repeatMinutes: row.repeatMinutes,
    measured: row.measuredAt && {
      at: row.measuredAt.toISOString(),
      warning: { value: row.warningValue, tries: row.warningTries },
      critical: { value: row.criticalValue, tries: row.criticalTries },
    },
    firing: firing && toStaffAlertOut(firing),
    muted:
      isMuted && row.mutedUntil
        ? { until: row.mutedUntil.toISOString(), by: row.mutedBy ?? "", reason: row.mutedReason ?? "" }
        : null,
  };
}

export function toStaffChannelOut(row: AlertRecipient, last: StaffChannelOut["last"]): StaffChannelOut {
  return StaffChannelOut.parse({
    id: formatId("alertRecipient", row.id),
    name: row.name,
    kind: row.kind,
    email: row.email,
    urlOrigin: row.urlOrigin,
    leastLevel: row.leastLevel,
    enabled: row.disabledAt === null,
    timeZone: row.timeZone,
    last,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });
}
