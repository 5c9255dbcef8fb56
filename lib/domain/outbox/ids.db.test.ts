import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { formatId, ID_PREFIXES, newUuid, parseId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

const UUIDS = [
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "00000000-0000-0000-0000-000000000001",
  "80000000-8000-8000-8000-800000008000",
  ...Array.from({ length: 500 }, () => randomUUID()),
  ...Array.from({ length: 500 }, () => newUuid()),
];

async function written(prefix: string): Promise<(string | null)[]> {
  const { rows } = await pool().query<{ id: string }>(
    "select posthorn.format_id($1, u::uuid) as id from unnest($2::text[]) with ordinality as t(u, n) order by n",
    [prefix, UUIDS],
  );
  return rows.map(({ id }) => id);
}

async function read(prefix: string, ids: string[]): Promise<(string | null)[]> {
  const { rows } = await pool().query<{ uuid: string | null }>(
    "select posthorn.parse_id($1, i) as uuid from unnest($2::text[]) with ordinality as t(i, n) order by n",
    [prefix, ids],
  );
  return rows.map(({ uuid }) => uuid);
}

test.each(["message", "application"] as const)("an id of a %s is written as everywhere else", async (kind) => {
  const prefix = ID_PREFIXES[kind];
  expect(await written(prefix)).toEqual(UUIDS.map((uuid) => formatId(kind, uuid)));
});

test("an id is read back, and a mistyped one is none, as everywhere else", async () => {
  const right = UUIDS.map((uuid) => formatId("application", uuid));
  expect(await read("app_", right)).toEqual(UUIDS);
  const mistyped = right.slice(0, 200).flatMap((id, n) => {
    const at = 4 + (n % 27);
    const other = id[at] === "b" ? "c" : "b";
    return [id.slice(0, at) + other + id.slice(at + 1), id.slice(0, -1), `${id}0`, id.replace("app_", "msg_")];
  });
  const odd = ["", "app_", "app_zzzzzzzzzzzzzzzzzzzzzzzzzzz", "app_é00000000000000000000000000", "acme", "app_\n"];
  const wrong = [...mistyped, ...odd];
  expect(await read("app_", wrong)).toEqual(wrong.map((id) => parseId("application", id)));
  expect(new Set(await read("app_", wrong))).toEqual(new Set([null]));
});
