// The files of one embedded database: created once, then looked at before each start.
import { spawnSync } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Creates the cluster when there is none. @returns the password of its superuser. */
export function ensureCluster({ home, account, binaries, log }) {
  const dataDir = path.join(home, "data");
  const passwordFile = path.join(home, "password");
  const ids = account ? { uid: account.uid, gid: account.gid } : {};

  if (!fs.existsSync(path.join(dataDir, "PG_VERSION"))) {
    const startedAt = Date.now();
    fs.rmSync(dataDir, { recursive: true, force: true });
    fs.writeFileSync(passwordFile, crypto.randomBytes(18).toString("base64url"), { mode: 0o600 });
    if (account) fs.chownSync(passwordFile, account.uid, account.gid);
    // initdb into a temporary name and rename: an interrupted first start is never half-initialised.
    const unfinished = `${dataDir}.init-${process.pid}`;
    fs.rmSync(unfinished, { recursive: true, force: true });
    const args = ["-D", unfinished, "-U", "postgres", "--pwfile", passwordFile, "--auth=scram-sha-256"];
    // The encoding is named because a C locale would otherwise give SQL_ASCII.
    args.push("--encoding=UTF8", "--locale=C", "--no-sync", "--data-checksums", "--no-instructions");
    const result = spawnSync(binaries.program("initdb"), args, { ...ids, cwd: home, encoding: "utf8" });
    if (result.status !== 0) throw new Error(`initdb failed: ${result.error ?? ""}${result.stdout}${result.stderr}`);
    fs.renameSync(unfinished, dataDir);
    log(`initialised a new database in ${dataDir} (${Date.now() - startedAt} ms)`);
  }
  const have = fs.readFileSync(path.join(dataDir, "PG_VERSION"), "utf8").trim();
  if (have !== binaries.major) {
    throw new Error(`${dataDir} was created by PostgreSQL ${have}; this release embeds ${binaries.major}.`);
  }
  return fs.readFileSync(passwordFile, "utf8").trim();
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function commandLineOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return undefined;
  }
}

/** The server that holds the cluster's lock file, if it really lives; a lock left by a crash is removed. */
export function runningServer(home) {
  const lock = path.join(home, "data", "postmaster.pid");
  if (!fs.existsSync(lock)) return undefined;
  const [pid, , , port] = fs.readFileSync(lock, "utf8").split("\n").map(Number);
  // A reused pid (a container starts counting anew) would stop PostgreSQL from starting for ever.
  const command = commandLineOf(pid);
  if (isAlive(pid) && (command === undefined || command.includes("postgres"))) return { pid, port };
  fs.rmSync(lock, { force: true });
  return undefined;
}

/** The process that answers for the server: when it has gone, the server is an orphan. */
export function liveOwner(home) {
  const file = path.join(home, "owner.pid");
  const pid = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
  if (!pid || pid === process.pid || !isAlive(pid)) return undefined;
  return (commandLineOf(pid) ?? "node").includes("node") ? pid : undefined;
}

export function recordOwner(home) {
  fs.writeFileSync(path.join(home, "owner.pid"), String(process.pid));
}

export async function untilGone(pid, deadlineMs = Number.POSITIVE_INFINITY) {
  const deadline = Date.now() + deadlineMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(100, undefined, { ref: Number.isFinite(deadlineMs) });
  }
  return true;
}
