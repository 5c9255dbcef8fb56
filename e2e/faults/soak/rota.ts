import { setTimeout as sleep } from "node:timers/promises";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import type { Installation } from "@/e2e/faults/installation.ts";
import { type Program, stopProgram } from "@/e2e/faults/program.ts";
import type { Mood, SoakReceiver } from "@/e2e/faults/soak/receiver.ts";

const LASTS_MS = 15_000;
const TERMINATIONS = 3;

export interface Stage {
  service: Installation;
  receivers: readonly SoakReceiver[];
  /** The worker that is killed and replaced; another one lives through everything. */
  mortal: Program;
  /** Starts another one and tells who watches. */
  replace: () => Promise<Program>;
}

interface Fault {
  name: string;
  happen: (stage: Stage, round: number) => Promise<void>;
}

/** A receiver is in another mood for a while. */
const sick = (name: string, mood: Mood): Fault => ({
  name,
  happen: async ({ receivers }, round) => {
    const receiver = receivers[round % receivers.length];
    await receiver?.feel(mood);
    await sleep(LASTS_MS);
    await receiver?.feel("well");
  },
});

/** Until messages arrive again. */
async function untilGoingOn({ receivers }: Stage): Promise<void> {
  const count = () => receivers.reduce((sum, { requests }) => sum + requests.length, 0);
  const before = count();
  await until("deliveries to go on", async () => (count() > before + 10 ? {} : notYet(count())), 60_000);
}

const FAULTS: readonly Fault[] = [
  {
    name: "worker killed (SIGKILL)",
    happen: async (stage) => {
      stage.mortal.signal("SIGKILL");
      await stage.mortal.ended;
      stage.mortal = await stage.replace();
    },
  },
  {
    name: "all sessions of the database ended, three times",
    happen: async ({ service }) => {
      for (let times = 0; times < TERMINATIONS; times++) {
        await service.sql.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
        );
        await sleep(1_000);
      }
    },
  },
  sick("receiver refuses connections", "down"),
  {
    name: "PostgreSQL restarted",
    happen: async ({ service }) => {
      await service.postgres.end("SIGINT");
      await service.postgres.start();
    },
  },
  sick("receiver takes 2 s for each answer", "slow"),
  {
    name: "worker replaced (another one started, SIGTERM)",
    happen: async (stage) => {
      const old = stage.mortal;
      stage.mortal = await stage.replace();
      const code = await stopProgram(old);
      if (code !== 0) throw new Error(`The worker that was told to stop ended with ${code}.`);
    },
  },
  sick("receiver answers 500", "broken"),
  {
    name: "PostgreSQL killed (SIGKILL)",
    happen: async ({ service }) => {
      await service.postgres.end("SIGKILL");
      await service.postgres.start();
    },
  },
  sick("receiver answers 200 and an endless body", "endless"),
];

/** One fault after the other, each at its time, until the end. @returns how often each happened */
export async function inject(stage: Stage, { untilMs, periodMs }: { untilMs: number; periodMs: number }) {
  const happened = new Map<string, number>();
  const startedMs = Date.now();
  for (let round = 0; ; round++) {
    const atMs = startedMs + (round + 1) * periodMs;
    // The last period is quiet: what it leaves behind is judged.
    if (atMs + periodMs > untilMs) break;
    await sleep(Math.max(0, atMs - Date.now()));
    const fault = FAULTS[round % FAULTS.length];
    if (!fault) break;
    await fault.happen(stage, round);
    happened.set(fault.name, (happened.get(fault.name) ?? 0) + 1);
    await untilGoingOn(stage);
  }
  await sleep(Math.max(0, untilMs - Date.now()));
  return happened;
}
