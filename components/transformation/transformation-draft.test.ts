import { expect, test } from "vitest";
import {
  draftOf,
  effectsOf,
  patchOf,
  variableMistake,
  variablesOf,
} from "@/components/transformation/transformation-draft.ts";

const CODE = "function handler(webhook) {\n  return webhook;\n}\n";
const NONE = { code: null, enabled: false, variables: null, version: null, updatedAt: null };
const STORED = { code: CODE, enabled: true, variables: { KEY: "••••", OLD: "••••" }, version: 2, updatedAt: null };

test("the first code is meant to be used", () => {
  const draft = draftOf(NONE, CODE);
  expect(draft).toMatchObject({ code: CODE, enabled: true });
  expect(patchOf(draft, NONE)).toEqual({ code: CODE, enabled: true });
  expect(effectsOf(draft, NONE).map(({ kind }) => kind)).toEqual(["turnOn", "codeNew", "live"]);
});

test("a stored value that is not touched is kept, and what is removed is told", () => {
  const draft = draftOf(STORED, CODE);
  expect(effectsOf(draft, STORED)).toEqual([]);
  expect(patchOf(draft, STORED)).toEqual({ enabled: true });
  const [key] = draft.variables;
  const changed = { ...draft, variables: [...(key ? [key] : []), { id: 9, name: " NEW ", value: "v", stored: false }] };
  expect(variablesOf(changed)).toEqual({ KEY: "••••", NEW: "v" });
  expect(effectsOf(changed, STORED)[0]).toEqual({ kind: "variables", names: ["NEW", "OLD"] });
  expect(patchOf(changed, STORED)).toEqual({ enabled: true, variables: { KEY: "••••", NEW: "v" } });
});

test("no code is no transformation", () => {
  const draft = { ...draftOf(STORED, CODE), code: " \n" };
  expect(patchOf(draft, STORED)).toEqual({ code: null, enabled: false });
  expect(effectsOf(draft, STORED)).toEqual([{ kind: "remove" }]);
});

test("changes are counted by the line", () => {
  const draft = { ...draftOf(STORED, CODE), code: CODE.replace("return", "// mine\n  return") };
  expect(effectsOf(draft, STORED)).toEqual([{ kind: "code", added: 1, removed: 0 }, { kind: "live" }]);
});

test.each([
  [[{ name: "1a", value: "" }], { kind: "badName", name: "1a" }],
  [
    [
      { name: "A", value: "" },
      { name: "A ", value: "" },
    ],
    { kind: "twice", name: "A" },
  ],
  [[{ name: " ", value: "x" }], { kind: "empty" }],
  [[{ name: "", value: "" }], null],
])("%j as variables: %j", (rows, mistake) => {
  const variables = rows.map((row, id) => ({ id, stored: false, ...row }));
  expect(variableMistake({ code: CODE, enabled: true, variables })).toEqual(mistake);
});
