// Copies of the embedded database's files: taken while it runs or while it does not, and put back.
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { runningServer } from "./postgres-cluster.mjs";

const NAME = "posthorn backup";
const SLOT = "posthorn_backup";
/** What belongs to the running server, or is made anew by each start; as pg_basebackup leaves it out. */
const LEFT_OUT = new Set([
  ...["postmaster.pid", "postmaster.opts", "pg_internal.init", "backup_label.old"],
  ...["pg_wal", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_stat_tmp", "pg_subtrans"],
]);
const OWN_FILES = ["password", "secret"];
const NOTE = "backup.json";

/** Files may come and go while a server writes: what has gone was not needed, its changes are in the log. */
function copyTree(from, to, isWanted) {
  let entries;
  try {
    entries = fs.readdirSync(from, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOENT") return;
    throw error;
  }
  fs.mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const entry of entries) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (!isWanted(entry.name)) {
      if (entry.isDirectory()) fs.mkdirSync(target, { recursive: true, mode: 0o700 });
      continue;
    }
    if (entry.isDirectory()) copyTree(source, target, isWanted);
    else if (entry.isFile()) copyFile(source, target);
  }
}

function copyFile(source, target) {
  try {
    fs.copyFileSync(source, target, fs.constants.COPYFILE_FICLONE);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}

/** An online backup as PostgreSQL describes it, of a server that goes on serving. */
async function copyRunning(home, port, target) {
  const password = fs.readFileSync(path.join(home, "password"), "utf8").trim();
  const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", password, database: "postgres" });
  await client.connect();
  try {
    // It goes with the session. Without it a checkpoint could throw away what was logged since the copy began.
    await client.query("select pg_create_physical_replication_slot($1, true, true)", [SLOT]);
    await client.query("select pg_backup_start($1, true)", [NAME]);
    copyTree(path.join(home, "data"), path.join(target, "data"), (name) => !LEFT_OUT.has(name));
    const { rows } = await client.query("select labelfile from pg_backup_stop(false)");
    fs.writeFileSync(path.join(target, "data/backup_label"), rows[0].labelfile, { mode: 0o600 });
    // All that was logged while the files were copied: a start from the backup works it off.
    copyTree(path.join(home, "data/pg_wal"), path.join(target, "data/pg_wal"), (name) => name !== "archive_status");
  } finally {
    await client.end();
  }
}

/**
 * Writes a backup of the database and of the secret that it is encrypted with into a directory that does not exist yet.
 * Until it is complete it has another name.
 */
export async function backUp(home, directory, { major, release }) {
  if (fs.existsSync(directory)) throw new Error(`${directory} exists already.`);
  if (!fs.existsSync(path.join(home, "data/PG_VERSION"))) throw new Error(`There is no database in ${home}.`);
  const unfinished = `${directory}.unfinished`;
  fs.rmSync(unfinished, { recursive: true, force: true });
  fs.mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const server = runningServer(home);
  const startedAt = new Date();
  if (server) await copyRunning(home, server.port, unfinished);
  else copyTree(path.join(home, "data"), path.join(unfinished, "data"), (name) => name !== "postmaster.opts");
  for (const name of OWN_FILES) copyFile(path.join(home, name), path.join(unfinished, name));
  const note = { startedAt, finishedAt: new Date(), postgres: major, release, running: Boolean(server) };
  fs.writeFileSync(path.join(unfinished, NOTE), `${JSON.stringify(note, null, 2)}\n`);
  fs.renameSync(unfinished, directory);
  return note;
}

function giveTo({ uid, gid }, directory) {
  fs.lchownSync(directory, uid, gid);
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) giveTo({ uid, gid }, full);
    else fs.lchownSync(full, uid, gid);
  }
}

/**
 * Puts a backup in the place of the database, which is kept beside it under another name.
 * @returns what it was called before, or undefined when there was none
 */
export function restore(directory, home, { major, account }) {
  const file = path.join(directory, NOTE);
  if (!fs.existsSync(file)) throw new Error(`${directory} is no backup: it has no ${NOTE}, which is written last.`);
  const note = JSON.parse(fs.readFileSync(file, "utf8"));
  if (note.postgres !== major) {
    throw new Error(
      `The backup is of PostgreSQL ${note.postgres}, this release runs ${major}: docs/upgrading.md tells how to go over.`,
    );
  }
  if (runningServer(home)) throw new Error("The database runs. Stop the service first.");
  const arriving = path.join(home, "data.restoring");
  fs.rmSync(arriving, { recursive: true, force: true });
  copyTree(path.join(directory, "data"), arriving, () => true);
  if (account) giveTo(account, arriving);

  const data = path.join(home, "data");
  const suffix = `before-restore-${Date.now()}`;
  const hadData = fs.existsSync(data);
  if (hadData) fs.renameSync(data, `${data}.${suffix}`);
  for (const name of OWN_FILES) {
    const [source, target] = [path.join(directory, name), path.join(home, name)];
    if (!fs.existsSync(source)) continue;
    if (fs.existsSync(target)) fs.renameSync(target, `${target}.${suffix}`);
    fs.copyFileSync(source, target);
    fs.chmodSync(target, 0o600);
    if (account && name === "password") fs.chownSync(target, account.uid, account.gid);
  }
  // Last: a restore that was interrupted leaves no database that starts with another one's secret.
  fs.renameSync(arriving, data);
  return { note, before: hadData ? `${data}.${suffix}` : undefined };
}
