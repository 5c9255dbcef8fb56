import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { accessOf } from "@/lib/contract/access.ts";
import { FIELD_WORDS } from "@/lib/contract/field-words.ts";
import { openapiDocument } from "@/lib/contract/openapi.ts";
import { operations } from "@/lib/contract/operations.ts";
import { handlers } from "@/lib/http/handlers/index.ts";

type Json = Record<string, unknown>;

test("no two operations share an id, or a method and path", () => {
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  // Two paths that differ in the name of a parameter only are one path.
  const routes = operations.map(({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`);
  expect(new Set(routes).size).toBe(routes.length);
});

test("every operation has a handler and every handler an operation", () => {
  expect(new Set(Object.keys(handlers))).toEqual(new Set(operations.map(({ id }) => id)));
});

test("an operation that portals may call on an application names the capability it takes", () => {
  const unguarded = operations.filter(
    (operation) => accessOf(operation.id).portal === "any" && operation.path.startsWith("/app/{app_id}/"),
  );
  expect(unguarded.map(({ id }) => id)).toEqual(["getPortalSession"]);
});

test("public/openapi.json is what the contract says", () => {
  const file = path.resolve(import.meta.dirname, "../../public/openapi.json");
  const committed: unknown = JSON.parse(readFileSync(file, "utf8"));
  // Not toEqual: key order and absent keys count, because the file is compared as text by `npm run openapi -- --check`.
  const isCurrent = JSON.stringify(committed) === JSON.stringify(openapiDocument());
  expect(isCurrent, "run `npm run openapi` and commit the file").toBe(true);
});

function undescribed(value: unknown, at: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => undescribed(item, `${at}.${i}`));
  return Object.entries(value).flatMap(([key, below]) => {
    if (key !== "properties") return undescribed(below, `${at}.${key}`);
    return Object.entries(below as Record<string, Json>).flatMap(([name, field]) => [
      ...(field.description || field.$ref ? [] : [`${at}.${name}`]),
      ...undescribed(field, `${at}.${name}`),
    ]);
  });
}

test("every field and parameter of the API is described", () => {
  const { paths, components } = openapiDocument() as { paths: Record<string, Record<string, Json>>; components: Json };
  expect(undescribed(components.schemas, "schemas")).toEqual([]);
  expect(undescribed(paths, "paths")).toEqual([]);
  const parameters = Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap((operation) => (operation.parameters as Json[] | undefined) ?? []);
  expect(parameters.filter(({ description, $ref }) => !description && !$ref)).toEqual([]);
});

test("every word for fields is used", () => {
  const used = JSON.stringify(openapiDocument());
  expect(Object.values(FIELD_WORDS).filter((words) => !used.includes(JSON.stringify(words)))).toEqual([]);
});

test("every reference of the document leads somewhere", () => {
  const document = openapiDocument();
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, at = ""]) => at);
  for (const at of references) {
    expect(
      at.split("/").reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document),
      at,
    ).toBeDefined();
  }
});
