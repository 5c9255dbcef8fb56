import { expect, test } from "vitest";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

test("two transactions that lock each other out both succeed: one of them is run again", async () => {
  const [one, other] = [await aTenant(), await aTenant()];
  const ctx: Context = { actor: { kind: "system", label: "test" }, requestId: "test" };
  let runs = 0;
  let holding = 0;
  let tellBoth = () => {};
  const bothHold = new Promise<void>((resolve) => {
    tellBoth = resolve;
  });

  const lockInOrder = (first: string, second: string) =>
    withTransaction(ctx, async (tx) => {
      runs++;
      const lock = (id: string) => tx.$queryRawUnsafe("select from application where id = $1::uuid for update", id);
      await lock(first);
      if (++holding === 2) tellBoth();
      // Each holds its first lock before either asks for the second.
      await bothHold;
      await lock(second);
    });
  await Promise.all([
    lockInOrder(one.applicationId, other.applicationId),
    lockInOrder(other.applicationId, one.applicationId),
  ]);
  // Whoever is run again may be quicker than the one that waits, and lock it out once more.
  expect(runs).toBeGreaterThanOrEqual(3);
});
