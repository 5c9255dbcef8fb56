import { runLoader } from "@/bench/processes.ts";
import type { Options, Row } from "@/bench/row.ts";
import { API_KEY, type Stack, until } from "@/bench/stack.ts";

const MS = 30_000;
/** Half of what can be accepted: the pending table stays as small as in an ordinary day. */
const RATE = 3_000;
const TARGET_BYTES = 1_800;
/** With the frame of the loader's message this makes a payload of 1,024 bytes. */
const FILLER_BYTES = 985;

export interface TableSize {
  name: string;
  heap: number;
  toast: number;
  indexes: { name: string; bytes: number }[];
}

/** Bytes of heap (with its maps), of TOAST with its index, and of each index, by the parent of the partitions. */
const SIZES = `
with leaf as (
  select c.oid, regexp_replace(c.relname, '_(\\d{8}|other)$', '') as name
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname in ('public', 'posthorn_partitions')
),
idx as (
  select l.name, regexp_replace(x.relname, '\\d{8}', '…') as index, sum(pg_relation_size(i.indexrelid))::float8 as bytes
  from leaf l join pg_index i on i.indrelid = l.oid join pg_class x on x.oid = i.indexrelid group by 1, 2
)
select l.name, sum(pg_table_size(l.oid) - toast.bytes)::float8 as heap, sum(toast.bytes)::float8 as toast,
  coalesce((select json_agg(json_build_object('name', index, 'bytes', idx.bytes)) from idx where idx.name = l.name), '[]') as indexes
from leaf l join pg_class c on c.oid = l.oid,
  lateral (select coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0) as bytes) toast group by l.name`;

/** Sizes of all tables of the service, by the parent of the partitions. */
export async function sizesOf(stack: Stack): Promise<Map<string, TableSize>> {
  const { rows } = await stack.pool.query<TableSize>(SIZES);
  return new Map(rows.map((row) => [row.name, row]));
}

/** P10: what a delivered event of 1 KB takes on disk once it is history. */
export async function size(stack: Stack, { quick }: Options): Promise<Row[]> {
  const { uid } = await stack.makeApplication([`${stack.receivers[0]?.url}/quiet`]);
  const web = await stack.startWeb();
  const worker = await stack.startWorker();
  const before = await sizesOf(stack);
  await runLoader({
    kind: "open",
    urls: [`${web.url}/api/v1/app/${uid}/msg?with_content=false`],
    ms: quick ? MS / 3 : MS,
    rate: RATE,
    headers: { authorization: `Bearer ${API_KEY}` },
    bytes: FILLER_BYTES,
    wrap: true,
    concurrency: 128,
  });
  const pending = async () => {
    const { rows } = await stack.pool.query("select count(*)::int as n from delivery_pending");
    return rows[0].n === 0;
  };
  await until("delivery of all", pending, 60_000);
  await Promise.all([worker.stop(), web.stop()]);
  await stack.pool.query("vacuum analyze");
  const { rows } = await stack.pool.query<{ n: number; payload: number }>(
    "select count(*)::int as n, avg(octet_length(payload))::int as payload from message",
  );
  const { n, payload } = rows[0] ?? { n: 0, payload: 0 };

  const grown = [...(await sizesOf(stack)).values()].map(({ name, heap, toast, indexes }) => {
    const old = before.get(name);
    const oldIndex = (index: string) => old?.indexes.find((each) => each.name === index)?.bytes ?? 0;
    return {
      name,
      heap: (heap + toast - (old ? old.heap + old.toast : 0)) / n,
      indexes: indexes
        .map((index) => ({ name: index.name, bytes: (index.bytes - oldIndex(index.name)) / n }))
        .filter((index) => index.bytes >= 1)
        .sort((a, b) => b.bytes - a.bytes),
    };
  });
  const totalOf = (table: (typeof grown)[number]) =>
    table.heap + table.indexes.reduce((sum, index) => sum + index.bytes, 0);
  const kept = grown.filter((table) => table.name !== "delivery_pending");
  const total = kept.reduce((sum, table) => sum + totalOf(table), 0);
  const pool = grown.find((table) => table.name === "delivery_pending");
  const inWords = (table: (typeof grown)[number]) =>
    `${table.name} ${Math.round(totalOf(table))} (${[`rows ${Math.round(table.heap)}`, ...table.indexes.map((index) => `${index.name.replace(`${table.name}_`, "").replace("…_", "")} ${Math.round(index.bytes)}`)].join(", ")})`;
  return [
    {
      id: "P10",
      what: "bytes on disk per delivered 1 KB event, fan-out 1, after a vacuum",
      target: "≤ 1,800",
      value: Math.round(total).toLocaleString("en"),
      met: total <= TARGET_BYTES,
      reference: `payload ${payload} bytes, ${n.toLocaleString("en")} events`,
      detail: `${kept
        .filter((table) => totalOf(table) >= 1)
        .sort((a, b) => totalOf(b) - totalOf(a))
        .map(inWords)
        .join(
          "; ",
        )}. The pending table keeps ${(((pool ? totalOf(pool) : 0) * n) / 2 ** 20).toFixed(1)} MB to use again, however many pass through it`,
    },
  ];
}
