import { expect, test } from "vitest";
import { examplesOf, newestSchema } from "@/lib/contract/example.ts";
import { checkSchemas, findIssues } from "@/lib/domain/event-types/schema-thread.ts";
import { JOB_EVENT_TYPES } from "@/prisma/seed/event-types.ts";

test("the catalogue of a fresh install is complete", () => {
  const jobs = ["created", "processing", "progress", "completed", "failed", "cancelled", "timeout"];
  const more = ["completed_with_issues", "failed_no_retry", "extraction_completed", "script_completed"];
  const names = [...[...jobs, ...more].map((name) => `job.${name}`), "system.maintenance", "api.rate_limit"];
  expect(JOB_EVENT_TYPES.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
});

test.each(JOB_EVENT_TYPES.map((eventType) => [eventType.name, eventType] as const))(
  "%s can be checked, and its example fits",
  async (name, { schemas }) => {
    const schema = newestSchema(schemas ?? null) ?? {};
    const text = JSON.stringify(schema);
    expect(await checkSchemas([["1", text]], "1")).toBeNull();
    const payloads = examplesOf(schema).map((example) => JSON.stringify(example));
    expect(payloads).toHaveLength(1);
    expect(await findIssues({ key: name, schema: text, payloads })).toEqual([[]]);
    expect(await findIssues({ key: name, schema: text, payloads: ["{}"] })).not.toEqual([[]]);
  },
);
