import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/**
 * The secret that encrypts stored values and signs sessions: what the settings say, else a file beside the embedded
 * database. It is made before the database is, so a database without its secret means a lost file, never a new start.
 * @returns settings to be added
 */
export function ensureSecret(home) {
  if (isSet()) return {};
  const file = path.join(home, "secret");
  if (fs.existsSync(file)) return { POSTHORN_SECRET_FILE: file };
  if (fs.existsSync(path.join(home, "data", "PG_VERSION"))) {
    throw new Error(
      `${file} is missing, but the database beside it is encrypted with it. Restore the file or set POSTHORN_SECRET.`,
    );
  }
  const secret = crypto.randomBytes(32).toString("base64url");
  fs.writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx" });
  return { POSTHORN_SECRET_FILE: file };
}

/** With a database of the operator's own there is no place of ours to keep a secret that must outlive the machine. */
export function requireSecret() {
  if (isSet()) return;
  throw new Error(
    "POSTHORN_SECRET is not set. With DATABASE_URL it is required: it encrypts endpoint secrets and signs sessions.\n" +
      "Make one with `openssl rand -base64 48`, keep it as safe as the database, and give every process the same one.",
  );
}

function isSet() {
  return Boolean(process.env.POSTHORN_SECRET || process.env.POSTHORN_SECRET_FILE);
}
