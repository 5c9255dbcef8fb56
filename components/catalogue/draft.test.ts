import { expect, test } from "vitest";
import {
  bodyOf,
  changedFields,
  draftOf,
  emptyDraft,
  isSame,
  nameProblem,
  nextVersion,
} from "@/components/catalogue/draft.ts";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";

const STORED: EventTypeOut = {
  name: "invoice.paid",
  description: "Paid.",
  archived: false,
  deprecated: true,
  sunsetAt: "2027-01-31T12:00:00.000Z",
  schemas: { "1": { type: "object" }, "2": { type: "object", examples: [{ id: "a" }], title: "Invoice" } },
  validation: "report",
  groupName: null,
  featureFlags: ["beta", "b2"],
  featureFlag: "beta",
  createdAt: "2026-01-01T00:00:00.000Z",
  updatedAt: "2026-01-01T00:00:00.000Z",
};

test("what is stored goes through the form unchanged, the newest version first and its examples apart", () => {
  const draft = draftOf(STORED);
  expect(draft.versions.map(({ version, examples }) => [version, examples.length])).toEqual([
    ["2", 1],
    ["1", 0],
  ]);
  expect(draft.versions[0]?.schema).not.toContain("examples");
  expect(nextVersion(draft)).toBe("3");
  expect(isSame(draft, draftOf(STORED))).toBe(true);
  const { name: _name, archived: _archived, featureFlag: _flag, createdAt: _at, updatedAt: _since, ...rest } = STORED;
  expect(bodyOf(draft, STORED)).toEqual({ body: rest });
  const moved = bodyOf({ ...draft, sunsetOn: "2027-02-01" }, STORED);
  expect(moved).toMatchObject({ body: { sunsetAt: "2027-02-01T00:00:00Z" } });
});

test("what cannot be sent is said at its field", () => {
  const draft = { ...draftOf(STORED), featureFlags: "fine, n/ot" };
  const broken = [{ version: "1", schema: '{"a": }', examples: [] }];
  expect(bodyOf({ ...draft, versions: broken }, STORED)).toEqual({
    errors: {
      featureFlags: "A flag has letters, digits, dots, - and _: n/ot cannot be one.",
      versions: "The schema of version 1 is no JSON: A value is expected here.",
    },
  });
  expect(bodyOf({ ...emptyDraft("a"), validation: "reject" }, null)).toMatchObject({
    errors: { validation: expect.stringContaining("Without a schema") },
  });
  expect(bodyOf(emptyDraft("a"), null)).toMatchObject({ body: { schemas: null, groupName: null } });
});

test.each([
  ["invoice.paid", null],
  ["", "Give it a name"],
  ["invoice paid", "no spaces"],
  ["invoice/paid", "no /"],
  ["invoice..paid", "Dots stand between words"],
  [".paid", "Dots stand between words"],
])("of the name %j is said: %s", (name, said) => {
  if (said === null) expect(nameProblem(name)).toBeNull();
  else expect(nameProblem(name)).toContain(said);
});

test("what somebody else has changed is told by field", () => {
  const theirs = { ...STORED, description: "Theirs", schemas: null, updatedAt: "2026-02-01T00:00:00.000Z" };
  expect(changedFields(STORED, theirs)).toEqual(["the description", "the schema or its examples"]);
});
