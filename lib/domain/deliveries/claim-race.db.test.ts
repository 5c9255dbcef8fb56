import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { claimDeliveries, postponeDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { ingest } from "@/lib/domain/messages/ingest.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aBareApplication, aBareEndpoint, anItem } from "@/lib/testing/pipeline.ts";

useDatabase();

const WORKERS = 8;
const CLAIMS_EACH = 30;
const ENDPOINTS = 100;
const MESSAGES = 15;

test("workers that race for the same deliveries never hold one together, and the database outlives their races", async () => {
  const applicationId = await aBareApplication();
  const endpointIds: string[] = [];
  for (let i = 0; i < ENDPOINTS; i++) endpointIds.push(await aBareEndpoint(applicationId));
  await Promise.all(Array.from({ length: MESSAGES }, () => ingest(anItem({ applicationId, payload: '{"a":1}' }))));
  const wanted = endpointIds.map((endpointId) => ({ endpointId, limit: 10 }));
  const held = new Set<string>();
  const twice: string[] = [];
  const races = async () => {
    for (let n = 0; n < CLAIMS_EACH; n++) {
      const { deliveries } = await claimDeliveries(wanted, { leaseMs: 30_000, marginMs: 15_000 });
      for (const { id, payload } of deliveries) {
        if (held.has(id) || payload !== '{"a":1}') twice.push(id);
        held.add(id);
      }
      // Forgotten first: another may take them before this one hears of its commit.
      for (const { id } of deliveries) held.delete(id);
      await postponeDeliveries(deliveries, 0);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, races));
  expect(twice).toEqual([]);
  const { rows } = await pool().query("select count(*)::int as n from delivery_pending where lease_token is null");
  expect(rows[0].n).toBe(ENDPOINTS * MESSAGES);
});
