import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { allGuides, readGuide } from "@/lib/page/guides.ts";

const FOLDER = path.resolve("docs");
const LINK = /\]\(([^)\s]+)\)/g;

test("every guide of the folder is in the list, once", () => {
  const files = fs.readdirSync(FOLDER).filter((name) => name.endsWith(".md"));
  const listed = allGuides().map(({ slug }) => `${slug}.md`);
  expect(listed).toHaveLength(files.length);
  expect(new Set(listed)).toEqual(new Set(files));
});

test("no guide of an unknown name is read, least of all from elsewhere", () => {
  expect(readGuide("../README")).toBeNull();
  expect(readGuide("none")).toBeNull();
});

test.each(allGuides())("the links of $slug lead somewhere", ({ slug }) => {
  const { text } = readGuide(slug) ?? { text: "" };
  const targets = [...text.matchAll(LINK)].map(([, target = ""]) => target.replace(/#.*/, ""));
  const files = targets.filter((target) => target !== "" && !/^(https?:|\/)/.test(target));
  expect(files.filter((file) => !fs.existsSync(path.join(FOLDER, file)))).toEqual([]);
});
