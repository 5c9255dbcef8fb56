import { expect, test } from "vitest";
import { Timestamp } from "./common.ts";
import { EventTypeIn } from "./event-type.ts";
import { MessageIn } from "./message.ts";

test("a moment is one that the database and charts can say", () => {
  const accepted = (text: string) => Timestamp.safeParse(text).success;
  for (const moment of ["1970-01-01T00:00:00Z", "2026-11-21T02:00:00+05:30", "9999-12-31T23:59:59Z"]) {
    expect(accepted(moment), moment).toBe(true);
  }
  const beyond = ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59"];
  for (const moment of [...beyond, "99999-01-01T00:00:00Z", "+099999-01-01T00:00:00Z"]) {
    expect(accepted(moment), moment).toBe(false);
  }
});

test("a tag holds whole characters only", () => {
  const accepted = (tag: string) => MessageIn.safeParse({ eventType: "a.b", payload: {}, tags: [tag] }).success;
  expect(accepted("\u{1F4E6} größe")).toBe(true);
  expect(accepted("\ud83d")).toBe(false);
});

test("a schema that is nested without end is refused, not walked", () => {
  const accepted = (levels: number) => {
    const schema: unknown = JSON.parse(`${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`);
    return EventTypeIn.safeParse({ name: "a.b", description: "", schemas: { 1: schema } }).success;
  };
  expect(accepted(60)).toBe(true);
  expect(accepted(65)).toBe(false);
  expect(accepted(100_000)).toBe(false);
});
