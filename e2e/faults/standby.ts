import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { type Postgres, startPostgres } from "@/e2e/faults/postgres.ts";
import { forgetInstance } from "@/e2e/service.ts";
import { ensureInstanceDirectory } from "@/scripts/lib/data-directory.mjs";

const NAME = "standby";

/** A second server that follows the first by streaming replication: a copy of its files, taken while it runs. */
export async function startStandby(instance: `e2e-${string}`, primary: Postgres): Promise<Postgres> {
  forgetInstance(instance);
  const home = ensureInstanceDirectory(instance);
  const data = path.join(home, "data");
  const session = new pg.Client({ connectionString: primary.url });
  await session.connect();
  await session.query("select pg_backup_start($1, true)", [NAME]);
  execFileSync("cp", ["-a", path.join(primary.home, "data"), path.join(primary.home, "password"), home]);
  const { rows } = await session.query<{ labelfile: string }>("select labelfile from pg_backup_stop(false)");
  await session.end();

  fs.rmSync(path.join(data, "postmaster.pid"));
  const { hostname, port, username, password } = new URL(primary.url);
  const follows = `host=${hostname} port=${port} user=${username} password=${password} application_name=${NAME}`;
  const { uid, gid } = fs.statSync(data);
  for (const [name, text] of [
    ["backup_label", rows[0]?.labelfile ?? ""],
    ["standby.signal", ""],
    ["postgresql.auto.conf", `primary_conninfo = '${follows}'\n`],
  ] as const) {
    fs.writeFileSync(path.join(data, name), text, { mode: 0o600 });
    fs.chownSync(path.join(data, name), uid, gid);
  }
  return startPostgres(instance);
}

/** Waits until the standby follows, and returns the process of the primary that sends to it. */
export async function untilFollowing(sql: pg.Pool, state: "sync" | "async"): Promise<number> {
  const found = await until(
    `the standby to follow (${state})`,
    async () => {
      const { rows } = await sql.query<{ pid: number; state: string; sync_state: string }>(
        "select pid, state, sync_state from pg_stat_replication where application_name = $1",
        [NAME],
      );
      const [row] = rows;
      return row?.state === "streaming" && row.sync_state === state ? row : notYet(rows);
    },
    60_000,
  );
  return found.pid;
}

/** From now on a commit is answered once the standby has it on its disk as well. */
export async function makeSynchronous(sql: pg.Pool): Promise<void> {
  await sql.query(`alter system set synchronous_standby_names = '${NAME}'`);
  await sql.query("select pg_reload_conf()");
}
