import { expect, test } from "vitest";
import { writtenForms } from "@/lib/webhook/written-forms.ts";

const SECRET = 'schlüssel-"1"/?>';
const hide = (text: string) => writtenForms(SECRET).reduce((rest, form) => rest.replaceAll(form, "•"), text);

test.each([
  ["as it is", SECRET, /^•$/],
  ["in JSON", JSON.stringify({ key: SECRET }), /^\{"key":"•"\}$/],
  ["in a query", `?key=${encodeURIComponent(SECRET)}`, /^\?key=•$/],
  ["in hexadecimal digits", Buffer.from(SECRET).toString("hex"), /^•$/],
  ["in capital ones", Buffer.from(SECRET).toString("hex").toUpperCase(), /^•$/],
  ["in Base64", Buffer.from(SECRET).toString("base64"), /^•.{0,3}$/],
  ["as Basic credentials", Buffer.from(`ann:${SECRET}`).toString("base64"), /^YW5u.{0,2}•.{0,3}$/],
  ["after two characters", Buffer.from(`ab${SECRET}cd`).toString("base64url"), /^.{3}•.{0,4}$/],
])("a value is recognised %s", (_, text, hidden) => {
  expect(hide(text)).toMatch(hidden);
});

test("of a short value only what cannot be there by chance", () => {
  expect(writtenForms("abcd")).toEqual(["abcd"]);
});
