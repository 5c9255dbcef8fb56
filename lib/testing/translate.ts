import fs from "node:fs";
import path from "node:path";
import { createTranslator, type Messages, type NamespaceKeys, type NestedKeyOf } from "use-intl/core";
import { createFormat, type Format } from "@/components/ui/format.ts";

/** The texts of a language, for tests of what makes sentences of them. */
function textsOf(locale = "en"): Messages {
  const folder = path.join(process.cwd(), "messages", locale);
  const files = fs.readdirSync(folder).filter((name) => name.endsWith(".json"));
  const texts = files.map((name) => [
    path.basename(name, ".json"),
    JSON.parse(fs.readFileSync(path.join(folder, name), "utf8")),
  ]);
  return Object.fromEntries(texts) as Messages;
}

/** What `useTranslations` gives to components. */
export function translateIn<Namespace extends NamespaceKeys<Messages, NestedKeyOf<Messages>>>(
  namespace: Namespace,
  locale = "en",
) {
  return createTranslator({ locale, messages: textsOf(locale), namespace });
}

/** What `useFormat` gives to components. */
export function formatIn(zone = "UTC", locale = "en", hour12 = false): Format {
  const t = createTranslator({ locale, messages: textsOf(locale), namespace: "ui.format" });
  return createFormat({ locale, zone, hour12, t });
}
