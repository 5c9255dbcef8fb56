import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { onTestFinished } from "vitest";
import { pool } from "@/lib/db.ts";

/** A connection of the operator's own program, not one of ours. */
export async function aClient(options: { user?: string; password?: string } = {}): Promise<pg.Client> {
  const url = new URL(String(process.env.DATABASE_URL));
  if (options.user) url.username = options.user;
  if (options.password) url.password = options.password;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

export const EMIT_SIGNATURES = ["text", "json", "jsonb"].map(
  (payload) => `posthorn.emit(text, text, ${payload}, text, text[], text[], timestamptz)`,
);

/** A role of the operator's program that may emit, and nothing else. */
export async function aRole(): Promise<{ user: string; password: string }> {
  const user = `shop_${randomUUID().slice(0, 8)}`;
  const password = randomUUID();
  await pool().query(`create role ${user} login password '${password}'`);
  onTestFinished(async () => {
    await pool().query(`drop owned by ${user}; drop role ${user}`);
  });
  return { user, password };
}

/** The outbox as it stands: how many events wait, and what became of those that nobody could take over. */
export async function outbox(): Promise<{ waiting: number; failed: Record<string, unknown>[] }> {
  const { rows } = await pool().query<{ n: number }>(
    "select count(*) as n from posthorn.outbox where failed_at is null",
  );
  const failed = await pool().query("select * from posthorn.outbox_failed order by position");
  return { waiting: rows[0]?.n ?? 0, failed: failed.rows };
}

/** The n-th block of code below a heading of docs/outbox.md. */
export function codeOfGuide(heading: string, n = 0): string {
  const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/outbox.md"), "utf8");
  const section = page.split(`\n${heading}\n`)[1]?.split(/\n##+ /)[0] ?? "";
  const code = [...section.matchAll(/```\w*\n([\s\S]*?)```/g)][n]?.[1];
  if (!code) throw new Error(`The page has no code below ${heading}.`);
  return code;
}
