import fs from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { STAFF_RULES } from "@/lib/contract/staff-alert-rules.ts";
import { RUNBOOK_PATH } from "@/lib/contract/staff-alert-words.ts";

interface Rules {
  groups: { rules: { alert: string; annotations: { runbook_url: string } }[] }[];
}

const GUIDE = /\/docs\/runbooks#([a-z-]+)$/;

/** Sections by their anchor. */
const sections = new Map(
  fs
    .readFileSync("docs/runbooks.md", "utf8")
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split("\n")[0]?.toLowerCase().replaceAll(" ", "-") ?? "", section]),
);
const alerts = [
  ...(parse(fs.readFileSync("public/monitoring/posthorn-rules.yml", "utf8")) as Rules).groups.flatMap(({ rules }) =>
    rules.map(({ alert, annotations }) => ({ name: alert, link: annotations.runbook_url })),
  ),
  ...STAFF_RULES.map((rule) => ({ name: rule, link: RUNBOOK_PATH[rule] })),
];

test.each(alerts)("$name leads to a section of the runbooks that names it", ({ name, link }) => {
  const [, anchor = ""] = GUIDE.exec(link) ?? [];
  expect(sections.get(anchor)).toMatch(new RegExp(`\\*[\\w, ;]*\\b${name}\\b[\\w, ;]*\\.\\*`));
});

test("no runbook is for an alert that there is not", () => {
  const named = [...sections.values()].flatMap((section) =>
    [...section.matchAll(/\bPosthorn[A-Z]\w+/g)].map(([name]) => name),
  );
  const known = new Set(alerts.map(({ name }) => name));
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
