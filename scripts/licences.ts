// `npm run licences` writes docs/licences.md from package-lock.json; with --check it fails when the file is not what the lock
// file says, or a package has a licence that nobody has looked at.
import fs from "node:fs";
import path from "node:path";
import { type LockFile, licencesPage } from "@/scripts/lib/licences-page.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const FILE = path.join(ROOT, "docs/licences.md");

const lock = JSON.parse(fs.readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as LockFile;
const text = licencesPage(lock);
if (!process.argv.includes("--check")) fs.writeFileSync(FILE, text);
else if (!fs.existsSync(FILE) || fs.readFileSync(FILE, "utf8") !== text) {
  console.error("docs/licences.md is not what package-lock.json says. Run `npm run licences` and commit the file.");
  process.exit(1);
}
