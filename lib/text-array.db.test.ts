import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { binaryTextArray } from "@/lib/text-array.ts";

useDatabase();

test("PostgreSQL reads the texts as they are", async () => {
  const texts = ["", "null", 'a "b" \\ {c},d', "Grüße 你好 👋", "x".repeat(100_000)];
  const { rows } = await pool().query("select $1::text[] as texts", [binaryTextArray(texts)]);
  expect(rows[0].texts).toEqual(texts);
});
