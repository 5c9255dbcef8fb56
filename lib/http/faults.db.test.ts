import { expect, test, vi } from "vitest";
import type { Operation } from "@/lib/contract/operation.ts";
import { operations } from "@/lib/contract/operations.ts";
import { pool } from "@/lib/db.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { INSIDE } from "@/lib/testing/inside.ts";

useDatabase();

const all = Object.values(operations) as unknown as Operation[];

async function answersOfAll(
  token: string,
  applicationId: string,
): Promise<{ name: string; status: number; text: string }[]> {
  const answers = [];
  for (const { id, method, path } of all) {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (name === "app_id") return applicationId;
      return name === "endpoint_id"
        ? formatId("endpoint", newUuid())
        : name === "msg_id"
          ? formatId("message", newUuid())
          : "x";
    });
    if (filled.startsWith("/api")) continue;
    const body = method === "GET" || method === "DELETE" ? undefined : {};
    const { status, json } = await callApi(`${method} ${filled}`, { token, ...(body ? { body } : {}) });
    answers.push({ name: String(id), status, text: JSON.stringify(json) ?? "" });
  }
  return answers;
}

test("when a statement fails for a reason of our own, the answer is a fixed sentence, and the log has the rest", async () => {
  const { ctx, token } = await anApiKey();
  const application = await anApplication(ctx);
  const { rows } = await pool().query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not in ('api_key', 'application', 'api_request')`,
  );
  for (const { name } of rows) await pool().query(`alter table "${name}" rename to "${name}_of_nobody"`);
  const written: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const answers = await answersOfAll(token, application.id);
  write.mockRestore();
  expect(answers.filter(({ text }) => INSIDE.test(text))).toEqual([]);
  const faults = answers.filter(({ status }) => status >= 500);
  expect(faults.length).toBeGreaterThan(60);
  expect(new Set(faults.map(({ text }) => text))).toEqual(
    new Set(['{"code":"server_error","detail":"Something went wrong on our side."}']),
  );
  expect(written.join("")).toContain("does not exist");
}, 120_000);
