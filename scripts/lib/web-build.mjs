// Decides whether the web app on disk is the one that the sources would give.
import crypto from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { ROOT } from "./data-directory.mjs";

/** The program that `next build` runs, to be started with node. */
export const NEXT = path.join(
  path.dirname(createRequire(import.meta.url).resolve("next/package.json")),
  "dist/bin/next",
);

const SOURCES = ["app", "components", "lib", "web", "public", "docs", "next.config.js", "package-lock.json"];
const BUILD_ID = path.join(ROOT, ".next/BUILD_ID");
const STAMP = path.join(ROOT, ".next/built-from");

function* filesUnder(relative) {
  const full = path.join(ROOT, relative);
  if (!fs.existsSync(full)) return;
  const stat = fs.statSync(full);
  // A directory counts by its time as well: that is how a deleted file is noticed.
  yield { relative, full, stat };
  if (!stat.isDirectory()) return;
  for (const name of fs.readdirSync(full).sort()) {
    if (!/\.test\.tsx?$/.test(name)) yield* filesUnder(path.join(relative, name));
  }
}

function readSources() {
  const hash = crypto.createHash("sha256");
  let newestMs = 0;
  for (const source of SOURCES) {
    for (const { relative, full, stat } of filesUnder(source)) {
      newestMs = Math.max(newestMs, stat.mtimeMs);
      if (stat.isFile()) hash.update(`${relative}\0${stat.size}\0`).update(fs.readFileSync(full));
    }
  }
  return { fingerprint: hash.digest("hex"), newestMs };
}

/**
 * Contents decide, so that a fresh copy of a built tree is not built again; times decide for a build that
 * `next build` made without us. @returns undefined when the build is current, else what to call when it is done.
 */
export function staleBuild() {
  const { fingerprint, newestMs } = readSources();
  const remember = () => fs.writeFileSync(STAMP, fingerprint);
  if (!fs.existsSync(BUILD_ID)) return remember;
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === fingerprint) return undefined;
  if (fs.statSync(BUILD_ID).mtimeMs > newestMs) return undefined;
  return remember;
}
