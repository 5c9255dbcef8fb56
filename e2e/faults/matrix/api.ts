import type { Row } from "@/e2e/faults/matrix/row.ts";

export const API: readonly Row[] = [
  {
    id: "A1",
    inject: "50 equal requests at once under one key",
    expect: "one message; the same id in all answers",
  },
  { id: "A2", inject: "the same key with another body", expect: "409 or 422, nothing changed" },
  {
    id: "A3",
    inject: "the same key just before and after it expires; of another tenant",
    expect: "apart from each other",
  },
  {
    id: "A4",
    inject: "a replay clicked twice; a bulk replay asked for twice",
    expect: "one replay for each click",
  },
  {
    id: "A5",
    inject: "an endpoint edited, turned off, deleted, its secret rotated while work is queued and in flight",
    expect: "the URL of the try's time; canceled once deleted; both secrets sign in the overlap",
  },
  {
    id: "A6",
    inject: "messages to 100 endpoints (as many as there may be), kill -9 in the midst",
    expect: "one delivery for each endpoint, or no message",
  },
  {
    id: "A7",
    inject: "payloads of 1 byte to the limit and above, deep JSON, repeated keys, lone surrogates, huge numbers",
    expect: "delivered byte for byte, or 4xx; above the limit 413",
  },
  {
    id: "A8",
    inject: "a storm of tests of one customer; a storm of events of one",
    expect: "429 for its tests only; its events are accepted, and delay no other's",
  },
  {
    id: "A9",
    inject:
      "kill -9 of worker and web in the middle of a replay of over 10,000 deliveries of three customers; pause, cancel",
    expect: "each is sent, none outside the scope, none again after a success on record",
  },
];
