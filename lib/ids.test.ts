import { expect, test } from "vitest";
import { formatId, ID_PREFIXES, type IdKind, newUuid, parseId, uuidFloor, uuidTime } from "./ids.ts";

const KINDS = Object.keys(ID_PREFIXES) as IdKind[];

test("an id reads back to its UUID, for every kind and at both ends of the range", () => {
  const uuids = [
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ...Array.from({ length: 200 }, () => newUuid()),
  ];
  for (const kind of KINDS) {
    for (const uuid of uuids) expect(parseId(kind, formatId(kind, uuid))).toBe(uuid);
  }
});

test("an id has the length and the alphabet that the SDKs check", () => {
  for (let i = 0; i < 200; i++) expect(formatId("message", newUuid())).toMatch(/^msg_[A-Za-z0-9]{27}$/);
});

test("ids sort by time as text, also within one millisecond", () => {
  const ids = Array.from({ length: 5_000 }, () => formatId("attempt", newUuid()));
  expect([...ids].sort()).toEqual(ids);
  expect(formatId("attempt", newUuid(Date.UTC(2020, 0, 1))) > "").toBe(true);
});

test("a mistyped id, one of another kind and junk are refused without a query", () => {
  const id = formatId("endpoint", newUuid());
  const swapped = `${id.slice(0, 10)}${id[11]}${id[10]}${id.slice(12)}`;
  if (swapped !== id) expect(parseId("endpoint", swapped)).toBeNull();
  for (let i = 3; i < id.length; i++) {
    const other = id[i] === "a" ? "b" : "a";
    expect(parseId("endpoint", id.slice(0, i) + other + id.slice(i + 1))).toBeNull();
  }
  expect(parseId("message", id.replace("ep_", "msg_"))).toBeNull();
  for (const junk of [
    "",
    "ep_",
    `${id}x`,
    id.slice(0, -1),
    id.toUpperCase(),
    `ep_${"z".repeat(27)}`,
    `ep_${"é".repeat(27)}`,
  ]) {
    expect(parseId("endpoint", junk)).toBeNull();
  }
});

test("the lowest id of a moment is not above any id of that moment", () => {
  const uuid = newUuid();
  expect(uuidFloor(uuidTime(uuid)) <= uuid).toBe(true);
  expect(uuidFloor(uuidTime(uuid) + 1) > uuid).toBe(true);
});
