import { expect, test } from "vitest";
import { createDuty } from "@/worker/duty.ts";

function aDuty() {
  const said: string[] = [];
  let finish: (() => void) | undefined;
  const held = () => new Promise<void>((resolve) => (finish = resolve));
  let fails = false;
  const duty = createDuty(
    async () => {
      if (fails) throw new Error("the database is away");
      said.push("begun");
      return {
        end: async () => {
          said.push("ending");
          await held();
          said.push("ended");
        },
      };
    },
    () => said.push("told"),
  );
  return {
    duty,
    said,
    finish: () => finish?.(),
    fail: (does: boolean) => {
      fails = does;
    },
  };
}

test("told to go on while it still ends, a worker ends first and then begins again", async () => {
  const { duty, said, finish } = aDuty();
  await duty.set(true);
  const changing = duty.set(false);
  expect([duty.isEnding(), duty.isResting()]).toEqual([true, false]);
  duty.keep(true);
  finish();
  await changing;
  expect(said).toEqual(["begun", "told", "ending", "ended", "told", "begun", "told"]);
  expect([duty.isEnding(), duty.isResting()]).toEqual([false, false]);
});

test("told the same again, a worker does nothing", async () => {
  const { duty, said, finish } = aDuty();
  await duty.set(true);
  duty.keep(true);
  const changing = duty.set(false);
  duty.keep(false);
  finish();
  await changing;
  duty.keep(false);
  expect(said).toEqual(["begun", "told", "ending", "ended", "told"]);
});

test("what could not be begun is begun when it is said again", async () => {
  const { duty, said, fail } = aDuty();
  fail(true);
  await expect(duty.set(true)).rejects.toThrow("the database is away");
  expect(duty.isResting()).toBe(true);
  fail(false);
  duty.keep(true);
  await expect.poll(() => said).toEqual(["begun", "told"]);
});
