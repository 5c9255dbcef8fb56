import { expect, test } from "vitest";
import { markdownSections } from "@/scripts/lib/table.ts";

test("an area is a heading and a table, and one without rows is neither", () => {
  const areas = [
    { name: "Access", rows: [{ id: "a" }, { id: "b" }] },
    { name: "None", rows: [] },
  ];
  expect(markdownSections(areas, ["Held"], ({ id }) => `| ${id} | yes |`)).toBe(
    "## Access\n\n| | Held |\n|---|---|\n| a | yes |\n| b | yes |\n",
  );
});
