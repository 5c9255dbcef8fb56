// `npm run soak [-- --minutes=30]`: the soak test (row S1 of the fault matrix), its table, and docs/soak.md.
// Exit 1 when something was lost or grew.
import fs from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGE = path.join(ROOT, "docs/soak.md");
const DEFAULT_MINUTES = 30;

const given =
  process.argv.find((argument) => argument.startsWith("--minutes"))?.split("=")[1] ?? process.env.SOAK_MINUTES;
const minutes = Number(given ?? DEFAULT_MINUTES);
if (!(minutes >= 1 && minutes <= 1_440)) throw new Error("--minutes=30: from 1 to 1440.");
process.env.SOAK_MINUTES = String(minutes);
process.env.SOAK_PAGE = path.join(ROOT, ".data/faults/soak.md");
process.argv.splice(2, process.argv.length, "S1");
fs.rmSync(process.env.SOAK_PAGE, { force: true });
await import("@/scripts/faults.ts");
if (fs.existsSync(process.env.SOAK_PAGE)) {
  fs.copyFileSync(process.env.SOAK_PAGE, PAGE);
  process.stdout.write(`\n${fs.readFileSync(PAGE, "utf8")}\n`);
}
