import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";

const WITHIN_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
/** Entries, and questions whose account it was, a minute of one process. Strangers must not use up what accounts have. */
const A_MINUTE = { known: 30, unknown: 10, looked: 120 };
const AT_MOST_KEYS = 5_000;

interface Counted {
  at: number;
  /** Refused since, and in no entry. */
  silent: number;
}

const counted = new Map<string, Counted>();
const written: Record<keyof typeof A_MINUTE, number[]> = { known: [], unknown: [], looked: [] };

export interface Refused {
  way: "password" | "code" | "sso";
  /** `wrong`: e-mail, password or code; else the word that the sign-in page tells. */
  why: string;
  /** Whose account it was meant to be: the e-mail as it was typed, or the UUID when that is known. */
  account: { email: string } | { staffId: string } | null;
}

/**
 * Writes a refused sign-in into the audit log: the first from an address for an account, then one each quarter of an hour with how
 * many there were in between. Nobody waits for it, so that how long an answer takes says nothing about the account; the text that
 * was typed is not kept, since it may be a password in the wrong field.
 */
export function noteRefusedSignIn(ctx: Context, refused: Refused): void {
  void note(ctx, refused, Date.now()).catch((error: unknown) => log.error("staff.refusal_not_recorded", { error }));
}

/** @returns whether there is an entry of it */
export async function note(ctx: Context, { way, why, account }: Refused, nowMs: number): Promise<boolean> {
  const address = ctx.origin?.remoteAddress ?? "";
  const typed = account && ("email" in account ? account.email : account.staffId);
  let key = `${way} ${JSON.stringify(typed)} ${address}`;
  // Who is refused without being looked at must not cost a query each time.
  if (isSilent(key, nowMs) || !hasRoom("looked", nowMs)) return countSilently(key, nowMs);
  const where = account && ("email" in account ? account : { id: account.staffId });
  const staff = where && (await db().staff.findUnique({ where }));
  if (!staff) key = `${way} nobody ${address}`;
  if (isSilent(key, nowMs) || !hasRoom(staff ? "known" : "unknown", nowMs)) return countSilently(key, nowMs);
  const moreBefore = counted.get(key)?.silent ?? 0;
  keep(key, { at: nowMs, silent: 0 });
  await withTransaction(ctx, (tx) =>
    recordAudit(ctx, tx, {
      action: "staff.sign_in_refused",
      objectKind: "staff",
      objectId: staff && formatId("staff", staff.id),
      change: { after: { way, why, ...(moreBefore > 0 ? { moreBefore } : {}) } },
    }),
  );
  return true;
}

function isSilent(key: string, nowMs: number): boolean {
  const before = counted.get(key);
  return before !== undefined && nowMs - before.at < WITHIN_MS;
}

function countSilently(key: string, nowMs: number): false {
  const before = counted.get(key);
  keep(key, { at: before?.at ?? nowMs - WITHIN_MS, silent: (before?.silent ?? 0) + 1 });
  return false;
}

function hasRoom(kind: keyof typeof A_MINUTE, nowMs: number): boolean {
  const recent = written[kind].filter((at) => nowMs - at < MINUTE_MS);
  const isFree = recent.length < A_MINUTE[kind];
  written[kind] = isFree ? [...recent, nowMs] : recent;
  return isFree;
}

function keep(key: string, one: Counted): void {
  // Moved to the end: what is dropped is what was longest ago.
  counted.delete(key);
  counted.set(key, one);
  const [oldest] = counted.keys();
  if (counted.size > AT_MOST_KEYS && oldest !== undefined) counted.delete(oldest);
}
