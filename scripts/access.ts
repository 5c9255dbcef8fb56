// `npm run access` writes docs/access.md; with --check it fails when the file is not what the table says.
import fs from "node:fs";
import path from "node:path";
import { accessPage } from "@/lib/contract/access-page.ts";

const FILE = path.resolve(import.meta.dirname, "../docs/access.md");

if (!process.argv.includes("--check")) fs.writeFileSync(FILE, accessPage());
else if (!fs.existsSync(FILE) || fs.readFileSync(FILE, "utf8") !== accessPage()) {
  console.error("docs/access.md is not what lib/contract/access.ts says. Run `npm run access` and commit the file.");
  process.exit(1);
}
