import { afterEach, expect, test, vi } from "vitest";
import { pool } from "@/lib/db.ts";
import { rollUpMessagesUnscoped } from "@/lib/domain/messages/roll-up.ts";
import { uuidTime } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

afterEach(() => vi.restoreAllMocks());

async function reachedMs(): Promise<number> {
  const { rows } = await pool().query<{ below_id: string }>("select below_id from message_rollup_mark");
  return uuidTime(rows[0]?.below_id ?? "");
}

test("ends where it was a minute ago when it began, however long its steps take", async () => {
  const began = Date.now();
  let readings = 0;
  vi.spyOn(Date, "now").mockImplementation(() => began + 1000 * readings++);
  await rollUpMessagesUnscoped();
  expect(await reachedMs()).toBe(began - 60_000);

  // What has settled meanwhile is for the next time.
  await rollUpMessagesUnscoped();
  expect(await reachedMs()).toBeGreaterThan(began - 60_000);
});
