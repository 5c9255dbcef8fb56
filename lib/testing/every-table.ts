import { pool } from "@/lib/db.ts";

/** Every column of every table of every schema, as text. */
export async function readEverything(): Promise<{ table: string; text: string }[]> {
  const { rows: columns } = await pool().query<{ place: string; name: string; expression: string }>(
    `select format('%I.%I', n.nspname, c.relname) as place, coalesce(p.relname, c.relname) as name,
       string_agg(case when t.typname = 'bytea' then format('encode(%I, ''escape'')', a.attname) else format('%I::text', a.attname) end, ', ' order by a.attnum) as expression
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     join pg_type t on t.oid = a.atttypid left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
     where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$)' group by n.nspname, c.relname, p.relname`,
  );
  const found: { table: string; text: string }[] = [];
  for (const { place, name, expression } of columns) {
    const { rows } = await pool().query<{ text: string }>(
      `select concat_ws(chr(10), ${expression}) as text from ${place}`,
    );
    found.push({
      table: name.replace("delivery_pending", "delivery").replace("delivery_history", "delivery"),
      text: rows.map(({ text }) => text).join("\n"),
    });
  }
  return found;
}

export const tablesWith = async (needle: string): Promise<string[]> =>
  [...new Set((await readEverything()).filter(({ text }) => text.includes(needle)).map(({ table }) => table))].sort();
