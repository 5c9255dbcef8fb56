import { expect, test } from "vitest";
import { hotPool, pool } from "@/lib/db.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

test.each([
  ["pool", pool],
  ["hotPool", hotPool],
])(
  "a connection of %s that is cut between two statements fails the next one, and the process goes on",
  async (_, from) => {
    const client = await from().connect();
    const { rows } = await client.query("select pg_backend_pid() as pid");
    const isGone = new Promise((resolve) => client.once("end", resolve));
    await pool().query("select pg_terminate_backend($1)", [rows[0].pid]);
    await isGone;
    await expect(client.query("select 1")).rejects.toThrow();
    client.release(true);
    expect((await from().query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  },
);
