"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { VersionDraft } from "@/components/catalogue/draft.ts";
import { issueWords } from "@/components/catalogue/drift-words.ts";
import { type Issue, placeOf, readJson } from "@/components/catalogue/json-place.ts";
import { schemaCheckQuery } from "@/components/catalogue/queries.ts";
import { useSettled } from "@/components/ui/use-settled.ts";

/** So long nothing is typed before the schema is checked again. */
const SETTLED_MS = 400;

export type SchemaCheck = {
  /** What is wrong with the schema itself. */
  schema: Issue[];
  /** What is wrong with each example, in their order. */
  examples: Issue[][];
  /** Whether what stands there has been checked. */
  state: "empty" | "checking" | "checked" | "unknown";
};

/** Checks a schema that is being written, and its examples against it, as messages are checked. */
export function useSchemaCheck({ schema, examples }: VersionDraft): SchemaCheck {
  const text = JSON.stringify([schema, examples.map((one) => one.text)]);
  const settled = useSettled(text, SETTLED_MS);
  const read = useMemo(() => readAll(settled), [settled]);
  const check = useQuery(schemaCheckQuery(read.given));

  return useMemo(() => {
    const found = read.given && !check.isPlaceholderData ? check.data : undefined;
    const problem = found?.problem;
    const isEmpty = schema.trim() === "" && examples.length === 0;
    const isChecked = settled === text && (read.given === null || found !== undefined);
    let answered = 0;
    return {
      state: isEmpty ? "empty" : isChecked ? "checked" : check.error ? "unknown" : "checking",
      schema: read.schema
        ? [read.schema]
        : problem
          ? [{ text: `The schema ${problem.text}.`, place: placeOf(read.texts.schema, problem.path) }]
          : [],
      examples: read.examples.map((issue, n) => {
        if (issue) return [issue];
        const issues = found?.payloads[answered++] ?? [];
        const example = read.texts.examples[n] ?? "";
        return issues.map((one) => {
          const [before, place, after] = issueWords(one);
          return { text: `${before}${place ?? ""}${after}`, place: placeOf(example, one.path) };
        });
      }),
    };
  }, [read, check.data, check.error, check.isPlaceholderData, settled, text, schema, examples.length]);
}

/** What is no JSON is said here; what is goes to the server. */
function readAll(settled: string) {
  const [schema, examples] = JSON.parse(settled) as [string, string[]];
  const parsed = readJson(schema.trim() === "" ? "{}" : schema);
  const payloads = examples.map(readJson);
  const isObject =
    "value" in parsed && typeof parsed.value === "object" && parsed.value !== null && !Array.isArray(parsed.value);
  const issue: Issue | null =
    "issue" in parsed
      ? parsed.issue
      : isObject
        ? null
        : { text: "A schema is an object.", place: { line: 1, column: 1 } };
  return {
    texts: { schema, examples },
    schema: issue,
    examples: payloads.map((one) => ("issue" in one ? one.issue : null)),
    given:
      isObject && (schema.trim() !== "" || examples.length > 0)
        ? {
            schema: parsed.value as Record<string, unknown>,
            payloads: payloads.flatMap((one) => ("value" in one ? [one.value] : [])),
          }
        : null,
  };
}
