// `npm run re-encrypt [-- --check]`: seals with the secret in use what an earlier one has sealed, beside running processes.
// `--check` only counts, and ends with 1 while an earlier secret is still needed.
import { pointAtDatabase } from "@/scripts/lib/point-at-database.ts";

const USAGE = "npm run re-encrypt [-- --check]";
const say = (line: string) => process.stdout.write(`${line}\n`);

async function check(): Promise<number> {
  const { countByKeyUnscoped } = await import("@/lib/domain/secrets/count-by-key.ts");
  const { keyRing } = await import("@/lib/key-ring.ts");
  const counts = await countByKeyUnscoped();
  const [current, ...others] = keyRing();
  for (const { column, keyId, format, count } of counts) {
    say(`${column.padEnd(42)} ${keyId}  ${format}  ${String(count).padStart(9)}`);
  }
  say(`\nIn use: ${current.id}. Also read: ${others.map(({ id }) => id).join(", ") || "none"}.`);
  const earlier = [...new Set(counts.map(({ keyId }) => keyId))].filter((id) => id !== current.id);
  if (earlier.length === 0) {
    say("Everything is sealed with the secret in use: the others may be taken out of the settings.");
    return 0;
  }
  const unknown = earlier.filter((id) => others.every((one) => one.id !== id));
  if (unknown.length > 0) say(`The settings do not give ${unknown.join(", ")}: what it has sealed cannot be read.`);
  say(`Still needed: ${earlier.join(", ")}. Run npm run re-encrypt when every process has the new secret in use.`);
  return 1;
}

async function reEncrypt(): Promise<number> {
  const { requireRightSecretUnscoped } = await import("@/lib/domain/secrets/canary.ts");
  const { reEncryptUnscoped } = await import("@/lib/domain/secrets/re-encrypt.ts");
  await requireRightSecretUnscoped();
  const ctx = { actor: { kind: "system", label: "npm run re-encrypt" }, requestId: "re-encrypt" } as const;
  const { changed, unreadable, left } = await reEncryptUnscoped(ctx, {
    onProgress: (column, count) => {
      if (count > 0) say(`${column}: ${count}`);
    },
  });
  say(`${changed} values sealed anew.`);
  for (const { column, id, problem } of unreadable) say(`left as it is: ${column} of ${id}: ${problem}`);
  if (unreadable.length > 0) {
    say(`${unreadable.length} values cannot be read. Name the secret that they need, or give them new values.`);
  } else if (left > 0) {
    say(
      `${left} values were sealed with an earlier secret meanwhile: a process has it in use. Change that, then run this again.`,
    );
  } else say("Everything is sealed with the secret in use: the others may be taken out of the settings.");
  return unreadable.length > 0 || left > 0 ? 1 : 0;
}

async function main(): Promise<number> {
  const [option, ...more] = process.argv.slice(2);
  if (more.length > 0 || (option !== undefined && option !== "--check")) throw new Error(`Usage: ${USAGE}`);
  pointAtDatabase();
  const { closeDatabase } = await import("@/lib/db.ts");
  try {
    return await (option ? check() : reEncrypt());
  } finally {
    await closeDatabase();
  }
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
