import { expect, test } from "vitest";
import { fleetParams } from "@/components/replays/fleet/fleet-params.ts";
import { cannotReplay, fleetWish } from "@/components/replays/fleet/fleet-wish.ts";
import { readParams } from "@/components/ui/url-params.ts";

const NOW = Date.parse("2026-11-21T12:00:00.000Z");
const app = (letter: string) => `app_${letter.repeat(27)}`;
const read = (query: string) => {
  const search = new URLSearchParams(query);
  return readParams(fleetParams, (name) => search.get(name));
};
const wish = (query: string) => fleetWish(read(query), NOW);

test("an address of the explorer means the same deliveries, what is left out included", () => {
  const query = `app=${app("a")},!${app("b")}&type=invoice.*,!invoice.draft&cause=!server_error&range=7d`;
  expect(wish(query)).toEqual({
    since: "2026-11-14T12:00:00.000Z",
    applicationIds: [app("a")],
    excludedApplicationIds: [app("b")],
    eventTypes: ["invoice.*"],
    excludedEventTypes: ["invoice.draft"],
    ratePerEndpoint: 5,
    what: "failed",
    ...(read(query).cause ? { causes: ["!server_error"] } : {}),
  });
});

test("states other than failed are looked for as they are", () => {
  expect(wish("status=failed")).toMatchObject({ what: "failed" });
  expect(wish("status=delivered,failed")).toMatchObject({ states: ["delivered", "failed"] });
  expect(wish("status=!delivered")).toMatchObject({ states: ["retrying", "failed", "canceled"] });
});

test("a filter that a replay cannot keep is refused, so that nothing wider is sent", () => {
  expect(["q=INV-1", "trigger=manual", "status=sending"].map((query) => cannotReplay(read(query)))).not.toContain(null);
  expect(cannotReplay(read("status=failed&type=invoice.*"))).toBeNull();
});

test("there is always a rate, and one of a link stays within its limits", () => {
  expect(["", "rate=0", "rate=99999", "rate=10"].map((query) => wish(query).ratePerEndpoint)).toEqual([5, 1, 1000, 10]);
});
