import {
  SETTING_NAMES,
  type SettingName,
  type SettingsOut,
  type SettingsPatch,
} from "@/lib/contract/installation-settings.ts";
import { db, type Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import {
  FROM_ENVIRONMENT,
  merge,
  payloadDays,
  refreshSettings,
  type Settings,
  storedSettings,
} from "@/lib/domain/settings/snapshot.ts";
import { requireInstallation } from "@/lib/domain/system/require-installation.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { givenSetting } from "@/lib/env.ts";
import { Conflict, InvalidInput } from "@/lib/errors.ts";
import { SETTINGS_CHANNEL } from "@/lib/queue.ts";

const DAY_SECONDS = 86_400;

interface Row {
  version: number;
  given: unknown;
  updatedAt: Date | null;
  updatedBy: string | null;
}

export async function getSettings(ctx: Context): Promise<SettingsOut> {
  requireInstallation(ctx, "viewer");
  return toSettingsOut(await (ctx.tx ?? db()).installationSetting.findFirstOrThrow());
}

/**
 * Absent settings stay, null goes back to the default. Processes follow once they hear of it, this one at once.
 * @throws Conflict when somebody else has changed them since
 * @throws InvalidInput for what the environment sets, and for what makes no sense together
 */
export async function patchSettings(ctx: Context, { version, ...patch }: SettingsPatch): Promise<SettingsOut> {
  requireInstallation(ctx, "admin");
  const out = await withTransaction(ctx, async (tx) => {
    // Of two that save at once the second finds the first one's version.
    await ask(tx, "select 1 from installation_setting for update");
    const before = await tx.installationSetting.findFirstOrThrow();
    if (before.version !== version) {
      const who = before.updatedBy ? `${before.updatedBy} has` : "Somebody else has";
      throw new Conflict(`${who} changed the settings meanwhile. Load them again, then make your change.`);
    }
    const given = changed(storedSettings(before.given), patch);
    const now = merge(given);
    requireSense(now, patch);
    await tell(tx);
    const after = await tx.installationSetting.update({
      where: { isOnly: true },
      data: { version: version + 1, given, updatedAt: new Date(), updatedBy: ctx.actor.label },
    });
    await recordAudit(ctx, tx, {
      action: "settings.updated",
      objectKind: "settings",
      change: changeOf(merge(storedSettings(before.given)), now),
    });
    return toSettingsOut(after);
  });
  await refreshSettings();
  return out;
}

/** Has every process read the settings anew, with the commit. */
export async function tell(tx: Tx): Promise<void> {
  await ask(tx, "select from (select pg_notify($1, '')) as told", [SETTINGS_CHANNEL]);
}

function changed(given: ReturnType<typeof storedSettings>, patch: Omit<SettingsPatch, "version">) {
  const next: Record<string, unknown> = { ...given };
  for (const name of SETTING_NAMES) {
    const value = patch[name];
    if (value === undefined) continue;
    const [variable] = FROM_ENVIRONMENT[name];
    if (givenSetting(variable) !== null) {
      throw new InvalidInput(["body", name], `is set by the environment: change ${variable} there`);
    }
    if (value === null) delete next[name];
    else next[name] = value;
  }
  return next as ReturnType<typeof storedSettings>;
}

/** @throws InvalidInput at the setting that was changed, where two of them do not go together */
function requireSense(now: Settings, patch: Omit<SettingsPatch, "version">): void {
  const isChanged = (name: SettingName) => patch[name] !== undefined;
  for (const name of ["payloadDays", "responseDays"] as const) {
    const days = now[name] ?? 0;
    if (days <= now.messageDays) continue;
    if (isChanged(name)) {
      throw new InvalidInput(["body", name], `must not be more than messages are kept: ${now.messageDays} days`);
    }
    if (isChanged("messageDays")) {
      const what = name === "payloadDays" ? "payloads" : "replies";
      throw new InvalidInput(["body", "messageDays"], `must not be less than ${what} are kept: ${days} days`);
    }
  }
  const windowSeconds = now.retryDelaysSeconds.reduce((sum, delay) => sum + delay, 0);
  const keptDays = payloadDays(now);
  const blamed = (["payloadDays", "messageDays", "retryDelaysSeconds"] as const).find(isChanged);
  if (blamed && windowSeconds > keptDays * DAY_SECONDS) {
    const needed = Math.ceil(windowSeconds / DAY_SECONDS);
    const msg = `does not go together: retries take up to ${needed} days, payloads are kept for ${keptDays}`;
    throw new InvalidInput(["body", blamed], msg);
  }
}

function toSettingsOut(row: Row): SettingsOut {
  const given = storedSettings(row.given);
  const now = merge(given);
  const entries = SETTING_NAMES.map((name) => {
    const [variable] = FROM_ENVIRONMENT[name];
    const isFixed = givenSetting(variable) !== null;
    const from = isFixed ? "environment" : given[name] === undefined ? "default" : "console";
    return [name, { value: now[name], from, variable }];
  });
  return {
    version: row.version,
    updatedAt: row.updatedAt?.toISOString() ?? null,
    updatedBy: row.updatedBy,
    settings: Object.fromEntries(entries) as SettingsOut["settings"],
  };
}
