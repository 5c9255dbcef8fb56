// `npm run openapi` writes public/openapi.json; with --check it fails when the file is not what the contract says.
import fs from "node:fs";
import path from "node:path";
import { openapiDocument } from "@/lib/contract/openapi.ts";

const FILE = path.resolve(import.meta.dirname, "../public/openapi.json");

const text = `${JSON.stringify(openapiDocument(), null, 2)}\n`;
if (!process.argv.includes("--check")) {
  fs.mkdirSync(path.dirname(FILE), { recursive: true });
  fs.writeFileSync(FILE, text);
} else if (!fs.existsSync(FILE) || fs.readFileSync(FILE, "utf8") !== text) {
  console.error("public/openapi.json is not what lib/contract says. Run `npm run openapi` and commit the file.");
  process.exit(1);
}
