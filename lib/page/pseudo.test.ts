import compile from "icu-minify/compile";
import format from "icu-minify/format";
import { expect, test } from "vitest";
import type { Compiled } from "@/lib/page/messages.ts";
import { pseudo } from "@/lib/page/pseudo.ts";

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
};

function shown(text: string, values: Parameters<typeof format>[2] = {}): string {
  const { text: changed } = pseudo({ text: compile(text) }) as { text: Exclude<Compiled[string], Compiled> };
  return [format(changed, "en-XA", values, { formatters })].flat().join("");
}

test("text is accented, longer and in brackets", () => {
  expect(shown("Add endpoint")).toBe("[Åđđ éñđþôîñŧ~~~~]");
});

test("values, tags and branches stay what they are", () => {
  expect(shown("{name} is off", { name: "orders" })).toBe("[orders îš ôƒƒ~~]");
  const counted = "{count, plural, =0 {none} one {# try} other {# <b>tries</b>}}";
  expect(shown(counted, { count: 0 })).toBe("[ñôñé~~]");
  expect(shown(counted, { count: 1 })).toBe("[1 ŧřý~~]");
  expect(shown(counted, { count: 2, b: (chunks) => `<${chunks.join("")}>` })).toBe("[2 <ŧřîéš~~>]");
});
