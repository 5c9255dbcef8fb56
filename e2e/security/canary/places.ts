import fs from "node:fs";
import pg from "pg";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { screensOf } from "@/e2e/screens/screens.ts";
import type { Stage, Who } from "@/e2e/screens/stage.ts";
import type { Page } from "@/e2e/security/canary/canary.ts";
import type { Garden } from "@/e2e/security/canary/plant.ts";

/** Contexts that look at screens at the same time. */
const LOOKING = 4;

/** Files of the build, the same for everybody. */
const STATIC = /\/_next\/static\//;

/** Every row of every table, as text: columns and tables that come later are among them. */
export async function databasePages(stage: Stage): Promise<Page[]> {
  const database = new pg.Client({ connectionString: stage.service.databaseUrl() });
  await database.connect();
  const { rows: tables } = await database.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`,
  );
  const pages: Page[] = [];
  for (const { schema, name } of tables) {
    // JSON by column, so that a hit names it; bytes stand there in hexadecimal digits, and are read as text besides.
    const { rows } = await database.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from "${schema}"."${name}" t`,
    );
    const columns = new Map<string, string[]>();
    for (const { row } of rows) {
      for (const [column, value] of Object.entries(row)) {
        const text = typeof value === "string" ? value : JSON.stringify(value);
        const bytes = text.startsWith("\\x") ? Buffer.from(text.slice(2), "hex").toString("latin1") : "";
        columns.set(column, [...(columns.get(column) ?? []), text, bytes]);
      }
    }
    // Partitions are named by their day.
    const table = name.replace(/_p?\d{6,}.*$/, "");
    for (const [column, texts] of columns) pages.push({ place: `column ${table}.${column}`, text: texts.join("\n") });
  }
  await database.end();
  return pages;
}

/** The file of everything of an application, payloads and replies as they are. @returns its id, once it can be fetched */
async function exportOf(ask: Garden["ask"], applicationId: string): Promise<string> {
  const path = `/api/v1/app/${applicationId}/export`;
  const started = await ask("POST", path, { payloads: "full" });
  if (started.status !== 202) throw new Error(started.text);
  const { id } = await until("the export", async () => {
    const { data = [] } = JSON.parse((await ask("GET", path)).text) as { data?: { id: string; state: string }[] };
    return data.find(({ state }) => state === "finished") ?? notYet(data);
  });
  return id;
}

interface Listed {
  data?: { id?: string }[];
}

/**
 * The answer to every GET of the API that does not stream, to a key, to staff and to a customer; and the operations that
 * nobody got an answer of 200 from.
 */
export async function apiPages({
  ask,
  staff,
  customer,
  ids,
}: Garden): Promise<{ pages: Page[]; unanswered: string[] }> {
  const document = JSON.parse(fs.readFileSync("public/openapi.json", "utf8")) as {
    paths: Record<string, { get?: { operationId: string; responses: Record<string, { content?: object }> } }>;
  };
  const known = new Map(Object.entries(ids));
  known.set("app_export_id", await exportOf(ask, ids.app_id ?? ""));
  const pages: Page[] = [];
  const unanswered: string[] = [];
  const operations = Object.entries(document.paths).flatMap(([path, { get }]) => {
    const isStream = JSON.stringify(get?.responses ?? {}).includes("text/event-stream");
    return get && !isStream ? [{ path, id: get.operationId }] : [];
  });
  // Lists first: they name what the others are asked for.
  operations.sort((a, b) => a.path.split("{").length - b.path.split("{").length || a.path.length - b.path.length);
  for (const { path, id } of operations) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const kind = PREFIXES.find(([prefix]) => path.startsWith(prefix))?.[1] ?? "";
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(known.get(`${kind}${name}`) ?? known.get(name) ?? "none"),
    );
    let isAnswered = false;
    const query = /export|summary-changes/.test(path) ? "" : "?limit=100&with_content=true";
    for (const [who, headers] of [
      ["key", {}],
      ["staff", staff],
      ["customer", customer],
    ] as const) {
      const { status, text } = await ask("GET", `${filled}${query}`, undefined, {
        ...headers,
        "x-posthorn-reveal": "1",
      });
      // A parameter that the operation does not know is refused: it is asked again without any.
      const answer = status === 422 && query ? await ask("GET", filled, undefined, headers) : { status, text };
      isAnswered ||= answer.status === 200;
      pages.push({ place: `${id} for ${who}`, text: answer.text });
      if (who !== "customer") learn(known, path, names, answer.text);
    }
    if (!isAnswered) unanswered.push(id);
  }
  for (const path of ["/metrics", "/api/health", "/api/health/ready", "/openapi.json"]) {
    pages.push({ place: path, text: (await ask("GET", path)).text });
  }
  const exported = await ask("POST", "/api/v1/environment/export", {});
  if (exported.status !== 200) throw new Error(exported.text);
  pages.push({ place: "exportEnvironment", text: exported.text });
  return { pages, unanswered };
}

/** Operations whose endpoints are of another kind than those of customers. */
const PREFIXES: readonly [prefix: string, kind: string][] = [
  ["/api/v1/operational-webhook/", "operational_"],
  ["/api/v1/public-keys/", "paired_"],
];
const PARAMETER: Record<string, string> = {
  msg: "msg_id",
  message: "msg_id",
  delivery: "delivery_id",
  attempt: "attempt_id",
  inbox: "inbox_id",
  "failure-group": "group_id",
  "api-request": "api_request_id",
  "event-type": "event_type_name",
  staff: "staff_id",
  replays: "replay_id",
  "background-task": "task_id",
  "alert-recipient": "recipient_id",
};

/** What a list names is asked for by its id. */
function learn(known: Map<string, string>, path: string, names: string[], text: string): void {
  const name = path.endsWith("/source/{source_id}/request")
    ? "source_request_id"
    : PARAMETER[path.split("/").at(-1) ?? ""];
  if (!name || known.has(name) || names.includes(name)) return;
  try {
    const first = (JSON.parse(text) as Listed).data?.[0] as Record<string, unknown> | undefined;
    const id = first?.id ?? first?.name;
    if (typeof id === "string") known.set(name, id);
  } catch {
    // Not every answer is JSON.
  }
}

/** Everything that a browser got for every screen: pages, what React streams, answers of the API. */
export async function screenPages(stage: Stage): Promise<Page[]> {
  const paths = new Map<string, { who: Who; path: string }>();
  for (const { who, path } of screensOf(stage)) paths.set(`${who} ${path}`, { who, path });
  const waiting = [...paths.values()];
  const pages: Page[] = [];
  await Promise.all(
    Array.from({ length: LOOKING }, async () => {
      const contexts = Object.fromEntries(
        await Promise.all(
          (Object.keys(stage.cookies) as Who[]).map(
            async (who) => [who, await stage.browser.newContext({ storageState: stage.cookies[who] })] as const,
          ),
        ),
      ) as Record<Who, Awaited<ReturnType<Stage["browser"]["newContext"]>>>;
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { who, path } = next;
        const page = await contexts[who].newPage();
        const reading: Promise<void>[] = [];
        page.on("response", (response) => {
          if (STATIC.test(response.url()) || /stream/.test(response.headers()["content-type"] ?? "")) return;
          const place = `${who} at ${path.split("?")[0]}: ${new URL(response.url()).pathname}`;
          reading.push(
            response.text().then(
              (text) => void pages.push({ place, text }),
              () => {},
            ),
          );
        });
        await page.goto(stage.url + path);
        await page.locator("main").first().waitFor();
        // Live pages never rest, so it is not the network that is waited for but what loads.
        await until(
          "what the page loads",
          async () => ((await page.locator("[aria-busy=true]").count()) === 0 ? {} : notYet(path)),
          10_000,
        ).catch(() => {});
        await Promise.all(reading);
        pages.push({ place: `${who} at ${path.split("?")[0]}: as it stands`, text: await page.content() });
        await page.close();
      }
      await Promise.all(Object.values(contexts).map((context) => context.close()));
    }),
  );
  return pages;
}
