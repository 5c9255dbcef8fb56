import { expect, test } from "vitest";
import { type HealthRow, rowsOf } from "@/components/endpoints/endpoint-rows.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const endpoint = (id: string, createdAt = "2026-01-01T00:00:00.000Z") =>
  ({ id, name: id, url: `https://${id}.example`, description: "", createdAt }) as EndpointOut;
const health = (endpointId: string, state: HealthRow["state"], lastDeliveryAt: string | null = null) =>
  ({ endpointId, state, lastDeliveryAt }) as HealthRow;

test("what needs somebody stands first, the rest by their last delivery", () => {
  const rows = rowsOf(
    ["calm", "off", "bad", "new", "slow", "busy"].map((id) => endpoint(id)),
    [
      health("calm", "healthy", "2026-01-02T00:00:00.000Z"),
      health("off", "turned_off"),
      health("bad", "failing"),
      health("slow", "degraded"),
      health("new", "no_traffic"),
      health("busy", "healthy", "2026-01-03T00:00:00.000Z"),
    ],
  );
  expect(rows.map(({ name }) => name)).toEqual(["bad", "slow", "off", "busy", "calm", "new"]);
});

test("an endpoint whose health is not known yet is shown all the same", () => {
  expect(rowsOf([endpoint("one")], []).map(({ health: known }) => known)).toEqual([undefined]);
});
