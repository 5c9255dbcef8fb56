import { expect, test } from "vitest";
import { replayParams, sinceOf, whatOf } from "@/components/replays/replay-params.ts";
import { wishOf } from "@/components/replays/replay-wish.ts";
import { readParams } from "@/components/ui/url-params.ts";

const NOW = Date.parse("2026-08-14T12:00:00.000Z");
const failing = { since: "2026-08-14T09:12:00.000Z", until: null };
const off = { since: "2026-08-13T09:00:00.000Z", until: "2026-08-13T10:00:00.000Z" };
const BOTH = { failing, off };
const NONE = { failing: null, off: null };
const EP = `ep_${"a".repeat(27)}`;
const TASK = `qtask_${"a".repeat(27)}`;

const read = (search: string) => readParams(replayParams, (name) => new URLSearchParams(search).get(name));
const wish = (search: string, windows: typeof BOTH | typeof NONE = BOTH) =>
  wishOf(read(search), { windows, nowMs: NOW });

test("without anything chosen it is what failed since the outage began, or of a day", () => {
  expect(wish("")).toEqual({ what: "failed", since: failing.since });
  expect(wish("", NONE)).toEqual({ what: "failed", since: "2026-08-13T12:00:00.000Z" });
  expect(wish("what=missing")).toEqual({ what: "missing", ...off });
  expect(wish("since=off", NONE)).toMatchObject({ since: "2026-08-13T12:00:00.000Z" });
});

test("a link from a list of deliveries asks for what that list shows", () => {
  expect(wish(`status=failed&type=invoice.*&endpoint=${EP}&range=7d&code=5xx`)).toEqual({
    what: "failed",
    since: "2026-08-07T12:00:00.000Z",
    eventTypes: ["invoice.*"],
    endpointIds: [EP],
    codes: ["5xx"],
  });
  expect(wish("status=failed,retrying&from=2026-08-01T00:00:00Z&to=2026-08-02T00:00:00Z")).toEqual({
    states: ["retrying", "failed"],
    since: "2026-08-01T00:00:00.000Z",
    until: "2026-08-02T00:00:00.000Z",
  });
  expect(wish("status=sending")).toEqual({ since: failing.since });
});

test("what was never tried has neither code nor cause", () => {
  expect(wish("what=missing&code=5xx&cause=timeout&type=a.b&range=1h")).toEqual({
    what: "missing",
    since: "2026-08-14T11:00:00.000Z",
    eventTypes: ["a.b"],
  });
});

test("what failed again in another replay needs neither span nor state", () => {
  expect(wish(`again=${TASK}&what=all&range=1h&type=a.b`)).toEqual({
    since: "1970-01-01T00:00:00.000Z",
    failedAgainOf: TASK,
    eventTypes: ["a.b"],
  });
});

test("unknown values of a link are dropped", () => {
  expect(whatOf(read("what=none&status=bad"))).toBe("failed");
  expect(sinceOf(read("since=ever&range=2d"), NONE)).toBe("24h");
});
