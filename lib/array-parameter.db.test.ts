import { expect, test } from "vitest";
import { arrayParameter, type ElementType, textArray } from "@/lib/array-parameter.ts";
import { pool } from "@/lib/db.ts";
import { newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

async function readBack(type: ElementType, parameter: Buffer | string): Promise<unknown[]> {
  const { rows } = await pool().query(`select element from unnest($1::${type}[]) as element`, [parameter]);
  return rows.map(({ element }) => element);
}

const TEXTS = ["", "null", 'a "b" \\ {c},d', "Grüße 你好 👋", "x".repeat(100_000)];

test("PostgreSQL reads the texts as they are", async () => {
  expect(await readBack("text", textArray(TEXTS))).toEqual(TEXTS);
});

test.for<[ElementType, (string | number | boolean | Date | null)[]]>([
  ["text", [null, ...TEXTS, null]],
  ["uuid", [newUuid(), null, "ffffffff-ffff-ffff-ffff-ffffffffffff"]],
  ["boolean", [true, null, false]],
  ["smallint", [-32_768, null, 32_767]],
  ["int", [-2_147_483_648, 0, null, 2_147_483_647]],
  ["bigint", [2 ** 53 - 1, null, -(2 ** 53)]],
  ["real", [0, null, 0.5, -1.25, 3_000_000]],
  ["float8", [0.1, null, 1e300, -2.5]],
  [
    "timestamptz",
    [
      new Date("2026-11-21T08:00:00.123Z"),
      null,
      new Date("1999-12-31T23:59:59.999Z"),
      new Date("1969-07-20T20:17:40.001Z"),
      new Date("9999-12-31T23:59:59.999Z"),
    ],
  ],
])("and elements of %s, with nulls among them", async ([type, elements]) => {
  expect(await readBack(type, arrayParameter(type, elements))).toEqual(elements);
});

test("an array of nulls alone is empty, and unnest makes nulls of it", async () => {
  const { rows } = await pool().query("select * from unnest($1::int[], $2::timestamptz[]) as u(a, b)", [
    arrayParameter("int", [1, 2]),
    arrayParameter("timestamptz", [null, null]),
  ]);
  expect(rows).toEqual([
    { a: 1, b: null },
    { a: 2, b: null },
  ]);
});
