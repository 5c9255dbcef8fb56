// `npm run upgrade-test [-- <commit>]`: rolls this release out over an earlier one under load, and back again. Without a commit
// the earlier one is the last before the newest migration. docs/upgrading.md tells what is checked.
import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const git = (...args: string[]) => execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();

function lastBeforeNewestMigration(): string {
  const newest = git("log", "-1", "--format=%H", "--diff-filter=A", "--", "prisma/migrations");
  if (newest === "" || git("rev-list", "--count", newest) === "1") {
    throw new Error("This clone does not go back to a release before the newest migration: git fetch --unshallow.");
  }
  return git("rev-parse", `${newest}^`);
}

const from = process.argv[2] ?? lastBeforeNewestMigration();
console.log(`from ${git("log", "-1", "--format=%h %s", from)}`);
const { status } = spawnSync(
  "npx",
  ["playwright", "test", "--project=faults", "--no-deps", "e2e/faults/upgrade.spec.ts"],
  { cwd: ROOT, env: { ...process.env, FAULTS: "all", UPGRADE_FROM: from }, stdio: "inherit" },
);
process.exitCode = status ?? 1;
