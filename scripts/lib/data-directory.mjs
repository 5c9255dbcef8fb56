// Where a machine's state lives: the embedded database and the secret that encrypts what is in it.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

export const ROOT = path.resolve(import.meta.dirname, "../..");

/** PostgreSQL refuses to run as root: the account to switch to, or undefined when there is no need. */
export function unprivilegedAccount() {
  if (process.platform === "win32" || process.getuid() !== 0) return undefined;
  const rows = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const row = rows.find((fields) => fields[0] === name);
    if (row) return { name, uid: Number(row[2]), gid: Number(row[3]) };
  }
  throw new Error("Running as root, and there is no 'postgres' or 'nobody' account to run PostgreSQL as.");
}

/**
 * POSTHORN_DATA_DIR, else `.data` beside the sources. Root's database runs as another account, which often
 * cannot enter the checkout (a home of mode 700), so it lives in /var/lib under a name derived from the checkout.
 */
export function dataDirectory(account = unprivilegedAccount()) {
  if (process.env.POSTHORN_DATA_DIR) return path.resolve(process.env.POSTHORN_DATA_DIR);
  if (!account) return path.join(ROOT, ".data");
  return `/var/lib/posthorn/${crypto.createHash("sha256").update(ROOT).digest("hex").slice(0, 10)}`;
}

/** The instance is what keeps a test's database apart from the operator's in one data directory. */
export function instanceDirectory(instance = process.env.POSTHORN_INSTANCE || "postgres") {
  if (!/^[a-z0-9-]+$/.test(instance)) throw new Error("POSTHORN_INSTANCE may have small letters, digits and hyphens.");
  return path.join(dataDirectory(), instance);
}

/** Creates what is missing. The data directory itself must stay open: the account has to reach its database in it. */
export function ensureInstanceDirectory(instance, account = unprivilegedAccount()) {
  const directory = dataDirectory(account);
  const topmost = fs.mkdirSync(directory, { recursive: true });
  // Said again because a strict umask takes it away.
  for (let made = directory; topmost && made.startsWith(topmost); made = path.dirname(made)) fs.chmodSync(made, 0o755);
  const home = instanceDirectory(instance);
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  if (account) fs.chownSync(home, account.uid, account.gid);
  return home;
}
