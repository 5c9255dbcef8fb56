import fs from "node:fs";
import path from "node:path";
import { type AnyLocale, DEFAULT_LOCALE, LOCALES } from "@/lib/contract/locale.ts";

// Texts are ICU messages in messages/<locale>/<namespace>.json.
const FOLDER = path.join(process.cwd(), "messages");

/** Leaves by key, in groups of groups. */
export interface Tree<Leaf> {
  [key: string]: Leaf | Tree<Leaf>;
}
export type Texts = Tree<string>;

/** The files of a language, by namespace; none for one that has no folder. */
export function readTexts(locale: AnyLocale): Texts {
  const folder = path.join(FOLDER, locale);
  if (!fs.existsSync(folder)) return {};
  const files = fs.readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    files.map((name) => [path.basename(name, ".json"), JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"))]),
  );
}

/** Texts of a language as they are written, for what has no browser to spare; English stands in for what is missing. */
export function textsFor(locale: AnyLocale): Texts {
  const english = readTexts(DEFAULT_LOCALE);
  const isOffered = LOCALES.some((one) => one === locale);
  return isOffered && locale !== DEFAULT_LOCALE ? merged(english, readTexts(locale)) : english;
}

/** What `over` has in the place of what `under` has. */
export function merged<Leaf>(under: Tree<Leaf>, over: Tree<Leaf>): Tree<Leaf> {
  const result = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = under[key];
    result[key] = isGroup(below) && isGroup(value) ? merged(below, value) : value;
  }
  return result;
}

function isGroup<Leaf>(value: Leaf | Tree<Leaf> | undefined): value is Tree<Leaf> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
