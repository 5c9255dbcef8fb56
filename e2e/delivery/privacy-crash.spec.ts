import { randomUUID } from "node:crypto";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { BOOTSTRAP_API_KEY, STAFF } from "@/e2e/environment.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { expect, type Receiver, startReceiver, test } from "@/e2e/fixtures.ts";

test.describe.configure({ mode: "serial", timeout: 90_000 });

const OFF = 6_000;
const SENT = 100;
const BATCH = 1_000;
/** Whoever reaches the place of the crash waits for this lock, within a transaction. */
const LOCK = 4_711;

let service: Installation;
let receiver: Receiver;
let kept: Customer;
let purged: Customer;

interface Customer {
  /** `app_…`, and its UUID. */
  id: string;
  uuid: string;
  name: string;
  /** Stands in everything that it has. */
  canary: string;
}

test.beforeAll(async () => {
  test.setTimeout(240_000);
  [service, receiver] = await Promise.all([startInstallation("e2e-privacy-crash"), startReceiver()]);
  for (const name of ["a.off", "a.sent"]) await service.svix.eventType.create({ name, description: "" });
  [kept, purged] = [await aCustomer(), await aCustomer()];
});
test.afterAll(async () => {
  await Promise.all([service?.stop(), receiver?.close()]);
});

/** Thousands of deliveries to an endpoint that is off, some that are tried, and replies that repeat what was sent. */
async function aCustomer(): Promise<Customer> {
  const canary = `canary-${randomUUID()}`;
  const { id, name } = await service.svix.application.create({ name: `Customer ${canary}`, metadata: { canary } });
  const off = { url: `${receiver.url}/${canary}/off`, disabled: true, eventTypes: ["a.off"] };
  await service.svix.endpoint.create(id, off);
  await service.svix.endpoint.create(id, { url: `${receiver.url}/${canary}`, eventTypes: ["a.sent"] });
  receiver.answerWith({ status: 200, body: `thanks for ${canary}` });
  await send(id, "a.off", OFF, canary);
  await send(id, "a.sent", SENT, canary);
  const { rows } = await service.sql.query<{ uuid: string }>("select id as uuid from application where name = $1", [
    name,
  ]);
  const uuid = rows[0]?.uuid ?? "";
  await until(
    "every delivery to be over",
    async () => {
      const ended = await count("delivery", "application_id = $1 and status in (1, 3)", uuid);
      return ended === OFF + SENT ? { ended } : notYet(ended);
    },
    60_000,
  );
  return { id, uuid, name, canary };
}

async function send(applicationId: string, eventType: string, total: number, canary: string): Promise<void> {
  for (let sent = 0; sent < total; sent += BATCH) {
    const messages = Array.from({ length: Math.min(BATCH, total - sent) }, (_, n) => ({
      eventType,
      payload: { canary, n: sent + n },
    }));
    await service.client("POST /app/{app_id}/msg/batch", { params: { app_id: applicationId }, body: { messages } });
  }
}

async function count(table: string, condition: string, uuid: string): Promise<number> {
  const { rows } = await service.sql.query<{ n: number }>(
    `select count(*)::int as n from ${table} where ${condition}`,
    [uuid],
  );
  return rows[0]?.n ?? 0;
}

/**
 * Kills the worker by SIGKILL while it stands in the middle of a commit: when it writes a row of this kind. Then another
 * one is started, as by a supervisor.
 */
async function killAt(
  { table, event, when }: { table: string; event: "insert" | "update"; when: string },
  begin: () => Promise<unknown> = async () => {},
): Promise<void> {
  const gate = await service.sql.connect();
  try {
    await gate.query("select pg_advisory_lock($1)", [LOCK]);
    await gate.query(
      `create or replace function wait_for_crash() returns trigger language plpgsql as
       $$ begin perform pg_advisory_xact_lock(${LOCK}); return new; end $$`,
    );
    await gate.query(
      `create trigger crash before ${event} on ${table} for each row when (${when}) execute function wait_for_crash()`,
    );
    await begin();
    await until(
      `the worker to write to ${table}`,
      async () => {
        const { rows } = await gate.query(
          "select pid from pg_locks where locktype = 'advisory' and objid = $1 and not granted",
          [LOCK],
        );
        return rows[0] ?? notYet("nobody waits");
      },
      30_000,
    );
    const worker = service.workers.at(-1);
    worker?.signal("SIGKILL");
    expect(await worker?.ended).toBe("SIGKILL");
  } finally {
    await gate.query("select pg_advisory_unlock($1)", [LOCK]);
    // What it had begun is rolled back once PostgreSQL sees that nobody is there any more.
    await gate.query(`drop trigger if exists crash on ${table}`);
    gate.release();
  }
  await service.startWorker();
}

const api = (method: string, path: string, body?: unknown) =>
  fetch(`${service.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** Ids of the lines of a file, by kind. */
function idsByKind(lines: { kind: string; data: { id?: string } }[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { kind, data } of lines) {
    found[kind] ??= [];
    found[kind].push(data.id ?? "");
  }
  return found;
}
const distinct = (ids: string[] = []) => new Set(ids).size;

test("an export of an application whose worker is killed twice in the middle holds every row once", async () => {
  const second = { table: "delivery_export_part", event: "insert" as const, when: "new.number = 1" };
  await killAt(second, async () => {
    const started = await api("POST", `/app/${kept.id}/export`, { payloads: "full" });
    expect(started.status).toBe(202);
  });
  await killAt({ ...second, when: "new.number = 2" });
  const one = await until(
    "the export to finish",
    async () => {
      const { data } = (await (await api("GET", `/app/${kept.id}/export`)).json()) as {
        data: { id: string; state: string; lines: number }[];
      };
      const [newest] = data;
      return newest && newest.state !== "running" ? newest : notYet(data);
    },
    60_000,
  );
  expect(one.state).toBe("finished");
  const text = await (await api("GET", `/app/${kept.id}/export/${one.id}/file`)).text();
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(one.lines);
  const found = idsByKind(lines);
  for (const [kind, total] of [
    ["message", OFF + SENT],
    ["delivery", OFF + SENT],
    ["attempt", SENT],
    ["endpoint", 2],
  ] as const) {
    expect(found[kind]?.length, kind).toBe(total);
    expect(distinct(found[kind]), kind).toBe(total);
  }
  expect(lines.filter(({ kind, data }) => kind === "message" && data.payload.canary === kept.canary)).toHaveLength(
    OFF + SENT,
  );
  expect(
    await count(
      "delivery_export_part",
      "export_id in (select id from delivery_export where application_id = $1 and part_count <> (select count(*) from delivery_export_part p where p.export_id = delivery_export.id))",
      kept.uuid,
    ),
  ).toBe(0);
});

test("an export of deliveries whose worker is killed in its first and its second part holds every delivery once", async ({
  page,
}) => {
  await page.goto(`${service.url}/console/deliveries?range=30d&app=${kept.id}`);
  await page.getByLabel(/e-?mail/i).fill(STAFF.email);
  await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Export…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export deliveries" });
  const first = { table: "delivery_export_part", event: "insert" as const, when: "new.number = 0" };
  await killAt(first, () => dialog.getByRole("button", { name: "Start the export" }).click());
  await killAt({ ...first, when: "new.number = 1" });
  await expect(dialog.getByText(/6,100\sdeliveries\. Kept for/)).toBeVisible({ timeout: 60_000 });
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("link", { name: "NDJSON" }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const ids = Buffer.concat(chunks)
    .toString("utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).id as string);
  expect(ids).toHaveLength(OFF + SENT);
  expect(distinct(ids)).toBe(OFF + SENT);
});

test("a purge whose worker is killed twice in the middle goes on, and leaves no byte of the application", async () => {
  const exported = await api("POST", `/app/${purged.id}/export`, { payloads: "full" });
  expect(exported.status).toBe(202);
  await until(
    "its export to be written",
    async () => {
      const { rows } = await service.sql.query(
        "select 1 from delivery_export where application_id = $1 and state = 'finished'",
        [purged.uuid],
      );
      return rows[0] ?? notYet("not finished");
    },
    60_000,
  );
  const beyond = (removed: number) => ({
    table: "background_task",
    event: "update" as const,
    when: `new.succeeded > ${removed} and new.succeeded > old.succeeded`,
  });
  await killAt(beyond(1_000), async () => {
    const asked = await api("POST", `/app/${purged.id}/purge`, { confirm: purged.name });
    expect(asked.status).toBe(202);
    // It begins after 45 seconds, when what was under way has ended; here nothing was.
    await service.sql.query("update background_task set next_at = now() where kind = 'application.purge_content'");
    await service.sql.query("select graphile_worker.add_job('maintain')");
  });
  await killAt(beyond(8_000));
  await until(
    "the purge to be over",
    async () => {
      const { rows } = await service.sql.query<{ state: string; succeeded: number }>(
        "select state, succeeded from background_task where kind = 'application.purge_content'",
      );
      return rows[0]?.state === "finished" ? rows[0] : notYet(rows);
    },
    60_000,
  );
  expect(await placesOf(purged.canary)).toEqual([]);
  expect(await placesOf(purged.uuid)).toEqual(["public.audit_log"]);
  expect(await placesOf(purged.id)).toEqual(["public.audit_log", "public.background_task"]);
  // Who is not purged has everything still.
  expect(await count("message", "application_id = $1 and payload is not null", kept.uuid)).toBe(OFF + SENT);
});

/** Every table that holds a text, as it is or in hexadecimal digits. */
async function placesOf(text: string): Promise<string[]> {
  const { rows: tables } = await service.sql.query<{ name: string; place: string }>(
    `select format('%I.%I', n.nspname, coalesce(p.relname, c.relname)) as name, format('%I.%I', n.nspname, c.relname) as place
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$)'`,
  );
  const found = new Set<string>();
  for (const { name, place } of tables) {
    const { rowCount } = await service.sql.query(
      `select 1 from ${place} t where strpos(to_jsonb(t)::text, $1) > 0 or strpos(to_jsonb(t)::text, $2) > 0 limit 1`,
      [text, Buffer.from(text).toString("hex")],
    );
    if (rowCount) found.add(name);
  }
  return [...found].sort();
}
