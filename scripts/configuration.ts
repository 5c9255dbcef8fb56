// `npm run configuration` writes docs/configuration.md; with --check it fails when the file is not what the settings say.
import fs from "node:fs";
import path from "node:path";
import { configurationPage } from "@/scripts/lib/configuration-page.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const FILE = path.join(ROOT, "docs/configuration.md");
const page = configurationPage(fs.readFileSync(path.join(ROOT, ".env.example"), "utf8"));

if (!process.argv.includes("--check")) fs.writeFileSync(FILE, page);
else if (!fs.existsSync(FILE) || fs.readFileSync(FILE, "utf8") !== page) {
  console.error(
    "docs/configuration.md is not what .env.example and lib/env.ts say. Run `npm run configuration` and commit the file.",
  );
  process.exit(1);
}
