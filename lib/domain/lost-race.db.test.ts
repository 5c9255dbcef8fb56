import { expect, test } from "vitest";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

test("two transactions that lock each other out both succeed: one of them is run again", async () => {
  const [one, other] = [await aTenant(), await aTenant()];
  const ctx: Context = { actor: { kind: "system", label: "test" }, requestId: "test" };
  let bothHold = 0;
  let runs = 0;

  const lockInOrder = (ids: string[]) =>
    withTransaction(ctx, async (tx) => {
      runs++;
      for (const id of ids) {
        await tx.$queryRawUnsafe("select from application where id = $1::uuid for update", id);
        bothHold++;
        // Each holds its first lock before either asks for the second.
        for (let turn = 0; bothHold < 2 && turn < 1_000; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
      }
    });
  await Promise.all([
    lockInOrder([one.applicationId, other.applicationId]),
    lockInOrder([other.applicationId, one.applicationId]),
  ]);
  expect(runs).toBe(3);
});
