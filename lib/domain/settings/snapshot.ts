import { type RedactionRule, type SettingName, SettingsGiven } from "@/lib/contract/installation-settings.ts";
import { parsePath } from "@/lib/contract/json-path.ts";
import { pool } from "@/lib/db.ts";
import { type Env, env, givenSetting, type ShownSetting } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";
import { listenTo } from "@/lib/notifications.ts";
import { SETTINGS_CHANNEL } from "@/lib/queue.ts";

/** The settings of the installation, as they hold. */
export interface Settings {
  retryDelaysSeconds: readonly number[];
  requestTimeoutSeconds: number;
  /** 0 is never. */
  endpointOffAfterHours: number;
  messageDays: number;
  /** Null is as long as messages; so are the next two. */
  payloadDays: number | null;
  responseDays: number | null;
  inboundDays: number | null;
  requestLogDays: number;
  /** Null is for good. */
  auditDays: number | null;
  redaction: readonly RedactionRule[];
  sourceAddresses: readonly string[];
}

/** Of each setting the variable that sets it, and what the environment or the default says. */
export const FROM_ENVIRONMENT = {
  retryDelaysSeconds: ["RETRY_SCHEDULE_SECONDS", (e) => e.RETRY_SCHEDULE_SECONDS],
  requestTimeoutSeconds: ["REQUEST_TIMEOUT_SECONDS", (e) => e.REQUEST_TIMEOUT_SECONDS],
  endpointOffAfterHours: ["ENDPOINT_OFF_AFTER_HOURS", (e) => e.ENDPOINT_OFF_AFTER_HOURS],
  messageDays: ["POSTHORN_RETENTION_DAYS", (e) => e.POSTHORN_RETENTION_DAYS],
  payloadDays: ["POSTHORN_PAYLOAD_RETENTION_DAYS", (e) => e.POSTHORN_PAYLOAD_RETENTION_DAYS ?? null],
  responseDays: ["POSTHORN_RESPONSE_RETENTION_DAYS", (e) => e.POSTHORN_RESPONSE_RETENTION_DAYS ?? null],
  inboundDays: ["POSTHORN_INBOUND_RETENTION_DAYS", (e) => e.POSTHORN_INBOUND_RETENTION_DAYS ?? null],
  requestLogDays: ["POSTHORN_REQUEST_LOG_RETENTION_DAYS", (e) => e.POSTHORN_REQUEST_LOG_RETENTION_DAYS],
  auditDays: ["POSTHORN_AUDIT_RETENTION_DAYS", (e) => e.POSTHORN_AUDIT_RETENTION_DAYS ?? null],
  redaction: ["POSTHORN_REDACT_PATHS", (e) => e.POSTHORN_REDACT_PATHS.map((path) => ({ path, eventTypes: [] }))],
  sourceAddresses: ["POSTHORN_EGRESS_ADDRESSES", (e) => e.POSTHORN_EGRESS_ADDRESSES],
} as const satisfies { [N in SettingName]: readonly [ShownSetting, (env: Env) => Settings[N]] };

/** What an application has set about the privacy of its payloads. */
export interface Privacy {
  redaction: readonly RedactionRule[];
  wipesAfterSuccess: boolean;
}
const NO_PRIVACY: Privacy = { redaction: [], wipesAfterSuccess: false };

interface Snapshot {
  version: number;
  privacyStamp: number;
  settings: Settings;
  /** By the application's UUID; of those that have set something. */
  privacy: ReadonlyMap<string, Privacy>;
}

/** Both bundles of the web process, the router's and that of the pages, read the same. */
const shared = globalThis as unknown as { posthornSettings?: Snapshot; posthornSettingsRead?: Promise<void> };
const POLL_MS = 3_000;

/** What the environment sets holds; then what was set in the console; then the default. */
export function merge(given: SettingsGiven): Settings {
  const now = env();
  const names = Object.keys(FROM_ENVIRONMENT) as SettingName[];
  const entries = names.map((name) => {
    const [variable, read] = FROM_ENVIRONMENT[name];
    const isFixed = givenSetting(variable) !== null;
    return [name, isFixed ? read(now) : (given[name] ?? read(now))];
  });
  return Object.fromEntries(entries) as Settings;
}

/** As they were last read: asking costs nothing, so the hot path may. Before the first read, what the environment says. */
export function settings(): Settings {
  shared.posthornSettings ??= { version: -1, privacyStamp: -1, settings: merge({}), privacy: new Map() };
  return shared.posthornSettings.settings;
}

/** Days for which payloads are kept: no longer than their messages. */
export const payloadDays = ({ payloadDays, messageDays }: Settings): number =>
  Math.min(payloadDays ?? messageDays, messageDays);
/** Days for which replies are kept: no longer than their attempts. */
export const responseDays = ({ responseDays, messageDays }: Settings): number =>
  Math.min(responseDays ?? messageDays, messageDays);

export function privacyOf(applicationId: string): Privacy {
  return shared.posthornSettings?.privacy.get(applicationId) ?? NO_PRIVACY;
}

/** Whether anything is redacted anywhere: without, nobody needs to look. */
export function redactsSomething(): boolean {
  const { redaction } = settings();
  return redaction.length > 0 || (shared.posthornSettings?.privacy.size ?? 0) > 0;
}

const StoredRules = SettingsGiven.shape.redaction.unwrap();
const READ = "select version, privacy_stamp, given from installation_setting";
const READ_PRIVACY =
  "select id, redaction, wipes_after_success from application where redaction <> '[]' or wipes_after_success";

/** Reads what has changed. Of calls at once the later ones wait for a reading that began after they were made. */
export async function refreshSettings(): Promise<void> {
  const before = shared.posthornSettingsRead;
  const mine = (before ?? Promise.resolve()).catch(() => {}).then(read);
  shared.posthornSettingsRead = mine;
  await mine;
}

async function read(): Promise<void> {
  const { rows } = await pool().query<{ version: number; privacy_stamp: number; given: unknown }>(READ);
  const [row] = rows;
  if (!row) return;
  settings();
  const known = shared.posthornSettings;
  if (known?.version === row.version && known.privacyStamp === row.privacy_stamp) return;
  shared.posthornSettings = {
    version: row.version,
    privacyStamp: row.privacy_stamp,
    // Whoever has worked something out of them sees by the object itself whether they are still the same.
    settings: known?.version === row.version ? known.settings : merge(storedSettings(row.given)),
    privacy: known?.privacyStamp === row.privacy_stamp ? known.privacy : await readPrivacy(),
  };
}

/** A version of before, or of after, may have other settings and other limits: what is not understood does not hold. */
export function storedSettings(stored: unknown): SettingsGiven {
  const entries = Object.entries(stored as object).filter(([name, value]) => {
    const type = SettingsGiven.shape[name as SettingName];
    return type?.safeParse(value).success;
  });
  return SettingsGiven.parse(Object.fromEntries(entries));
}

async function readPrivacy(): Promise<Map<string, Privacy>> {
  const { rows } = await pool().query<{ id: string; redaction: unknown; wipes_after_success: boolean }>(READ_PRIVACY);
  return new Map(
    rows.map((row) => [
      row.id,
      { redaction: StoredRules.parse(row.redaction), wipesAfterSuccess: row.wipes_after_success },
    ]),
  );
}

/**
 * Keeps the snapshot of this process fresh: a notification brings a change at once, a look every few seconds brings
 * what a lost one would have. The first reading is waited for, so that nothing is done by settings of before.
 */
export async function startSettings(): Promise<void> {
  const refresh = () => refreshSettings().catch((error: unknown) => log.warn("settings_not_read", { error }));
  await refresh();
  setInterval(() => void refresh(), POLL_MS).unref();
  await listenTo(SETTINGS_CHANNEL, () => void refresh()).catch((error: unknown) =>
    log.warn("settings_not_heard", { error }),
  );
}

/** Rules of the installation and of an application that are about an event type, as paths. Kept with the rules. */
export function pathsFor(applicationId: string, eventType: string | null) {
  const rules = [settings().redaction, privacyOf(applicationId).redaction];
  return rules.flatMap((some) => some.filter((rule) => isAbout(rule, eventType)).flatMap(({ path }) => parsed(path)));
}

/** Whatever the event type is when it is not known. */
function isAbout({ eventTypes }: RedactionRule, eventType: string | null): boolean {
  if (eventTypes.length === 0 || eventType === null) return true;
  return eventTypes.some((one) => (one.endsWith(".*") ? eventType.startsWith(one.slice(0, -1)) : one === eventType));
}

const paths = new Map<string, NonNullable<ReturnType<typeof parsePath>>[]>();
const MAX_KEPT_PATHS = 5_000;

function parsed(text: string) {
  let path = paths.get(text);
  if (!path) {
    const one = parsePath(text);
    path = one ? [one] : [];
    if (paths.size >= MAX_KEPT_PATHS) paths.clear();
    paths.set(text, path);
  }
  return path;
}
