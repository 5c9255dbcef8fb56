import { expect, test } from "vitest";
import { readMigrations } from "@/scripts/lib/migrate.mjs";
import { EXCEPTIONS, findBreaks } from "@/scripts/lib/migration-rules.ts";

const found = (readMigrations() as { name: string; sql: string }[]).flatMap(({ name, sql }) =>
  findBreaks(sql).map(({ statement }) => ({ name, statement })),
);
const isListed = ({ name, statement }: { name: string; statement: string }) =>
  EXCEPTIONS.some((one) => name.endsWith(one.migration) && statement.includes(one.statement));

test("no migration takes away what the release before it uses, unless the list says why it may", () => {
  expect(found.filter((one) => !isListed(one))).toEqual([]);
});

test("the list has nothing that no migration does", () => {
  const isUsed = ({ migration, statement }: (typeof EXCEPTIONS)[number]) =>
    found.some((one) => one.name.endsWith(migration) && one.statement.includes(statement));
  expect(EXCEPTIONS.filter((one) => !isUsed(one))).toEqual([]);
});

test.each([
  ["drop table attempt", true],
  ["alter table endpoint rename column url to address", true],
  ["alter table endpoint add column tier text not null", true],
  ["alter table endpoint add column tier text not null default 'free', add column note text", false],
  ["alter table endpoint\n  add column a text not null default '', -- not null\n  add column b integer not null", true],
  ["alter table endpoint alter column name set not null", true],
  ["alter table endpoint alter column name type varchar(40)", true],
  ["alter table endpoint add constraint c check (length(name) < 40)", true],
  ["create unique index on endpoint (url)", true],
  [
    "create table plan (id uuid); create unique index on plan (id); alter table plan add constraint c check (true)",
    false,
  ],
  ["create function f() returns void language sql as $$ drop table attempt $$", false],
  ["drop index attempt_idx", false],
])("%s: %s", (sql, breaks) => {
  expect(findBreaks(sql).length > 0).toBe(breaks);
});
