import { db } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";

const WITHIN_MS = 15 * 60_000;
const MINUTE_MS = 60_000;
/** Entries a minute of one process. Strangers' tries must not use up those of accounts that there are. */
const A_MINUTE = { known: 30, unknown: 10 };
const AT_MOST_KEYS = 5_000;

interface Counted {
  at: number;
  /** Refused since, and in no entry. */
  silent: number;
}

const counted = new Map<string, Counted>();
const written: Record<keyof typeof A_MINUTE, number[]> = { known: [], unknown: [] };

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
  const staff =
    account && (await db().staff.findUnique({ where: "email" in account ? account : { id: account.staffId } }));
  const key = `${way} ${staff?.id ?? "nobody"} ${ctx.origin?.remoteAddress ?? ""}`;
  const before = counted.get(key);
  const mayWrite =
    (before === undefined || nowMs - before.at >= WITHIN_MS) && hasRoom(staff ? "known" : "unknown", nowMs);
  if (!mayWrite) {
    keep(key, { at: before?.at ?? nowMs - WITHIN_MS, silent: (before?.silent ?? 0) + 1 });
    return false;
  }
  keep(key, { at: nowMs, silent: 0 });
  const moreBefore = before?.silent ?? 0;
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
