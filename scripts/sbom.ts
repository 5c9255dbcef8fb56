// `npm run sbom`: a bill of materials (CycloneDX, JSON) of what is installed for production, into sbom/.
import fs from "node:fs";
import path from "node:path";
import { billOfMaterials } from "@/scripts/lib/bill-of-materials.ts";
import type { LockFile } from "@/scripts/lib/licences-page.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

const lock = JSON.parse(fs.readFileSync(path.join(ROOT, "package-lock.json"), "utf8")) as LockFile;
const bill = billOfMaterials(lock, (where) => fs.existsSync(path.join(ROOT, where)));
const file = path.join(ROOT, "sbom", `posthorn-${bill.metadata.component.version}.cdx.json`);
fs.mkdirSync(path.dirname(file), { recursive: true });
fs.writeFileSync(file, `${JSON.stringify(bill, null, 2)}\n`);
process.stdout.write(`${path.relative(ROOT, file)}: ${bill.components.length} packages\n`);
