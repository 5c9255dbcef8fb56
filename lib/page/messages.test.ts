import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { LOCALES } from "@/lib/contract/locale.ts";
import { type Compiled, messagesFor, messagesForBrowsers } from "@/lib/page/messages.ts";

const FOLDER = path.join(process.cwd(), "messages");
const filesOf = (locale: string) => fs.readdirSync(path.join(FOLDER, locale)).sort();

interface Texts {
  [key: string]: string | Texts;
}

function read(locale: string, file: string): Texts {
  return JSON.parse(fs.readFileSync(path.join(FOLDER, locale, file), "utf8"));
}

function flat(texts: Texts, under = ""): Map<string, string> {
  const entries = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[under + key, value] as const] : [...flat(value, `${under}${key}.`)],
  );
  return new Map(entries);
}

/** Names of arguments and tags: a translation must use them all, and no others. */
function names(message: Compiled[string], found = new Set<string>()): Set<string> {
  if (!Array.isArray(message)) return found;
  for (const node of message) if (Array.isArray(node)) namesOfNode(node, found);
  return found;
}

function namesOfNode([name, type, ...rest]: readonly unknown[], found: Set<string>): void {
  found.add(String(name));
  if (typeof type === "number" && type > 0) {
    for (const branch of Object.values((type <= 3 ? rest[0] : undefined) ?? {}))
      names(branch as Compiled[string], found);
  } else if (type !== undefined) names([type, ...rest] as Compiled[string], found);
}

test("every namespace has its line in the types", () => {
  const types = fs.readFileSync(path.join(FOLDER, "use-intl.d.ts"), "utf8");
  const typed = [...types.matchAll(/from "\.\/en\/(.+)"/g)].map(([, file]) => file).sort();
  expect(typed).toEqual(filesOf("en"));
});

const translations = LOCALES.slice(1).filter((locale) => fs.existsSync(path.join(FOLDER, locale)));

test.each(translations)("%s says all that English says, with the same values", (locale) => {
  expect(filesOf(locale)).toEqual(filesOf("en"));
  for (const file of filesOf("en")) {
    const english = flat(read("en", file));
    const translated = flat(read(locale, file));
    expect([...translated.keys()].sort(), `keys of ${file}`).toEqual([...english.keys()].sort());
    const namespace = path.basename(file, ".json");
    for (const key of english.keys()) {
      expect([...names(at(locale, namespace, key))].sort(), `values of ${file}: ${key}`).toEqual(
        [...names(at("en", namespace, key))].sort(),
      );
    }
  }
});

function at(locale: (typeof LOCALES)[number], namespace: string, key: string): Compiled[string] {
  return [namespace, ...key.split(".")].reduce<Compiled[string]>(
    (found, part) => (found as Compiled)[part] ?? "",
    messagesFor(locale),
  );
}

test("what is missing falls back to English, and texts for servers stay there", () => {
  expect(messagesFor("ja")).toHaveProperty("shell.skip");
  expect(messagesFor("en-XA")).toHaveProperty("shell.skip");
  expect(messagesForBrowsers("en")).not.toHaveProperty("emails");
});
