import { readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../../..");
export const PAGE_FILE = path.join(ROOT, "docs/compatibility.md");

/** Of the two generations of the SDK, as package.json pins them. */
export function sdkVersions(): { two: string; one: string } {
  const text = readFileSync(path.join(ROOT, "package.json"), "utf8");
  const { devDependencies } = JSON.parse(text) as { devDependencies: Record<string, string> };
  return { two: devDependencies.svix ?? "", one: devDependencies.svix1?.split("@").at(-1) ?? "" };
}
