import { NOT_WRITTEN, type Row } from "@/e2e/faults/matrix/row.ts";

export const API: readonly Row[] = [
  {
    id: "A1",
    inject: "50 equal requests at once under one key",
    expect: "one message; the same id in all answers",
    notRun: NOT_WRITTEN,
  },
  { id: "A2", inject: "the same key with another body", expect: "409 or 422, nothing changed", notRun: NOT_WRITTEN },
  {
    id: "A3",
    inject: "the same key just before and after it expires; of another tenant",
    expect: "apart from each other",
    notRun: NOT_WRITTEN,
  },
  {
    id: "A4",
    inject: "a replay clicked twice; a bulk replay asked for twice",
    expect: "one replay for each click",
    notRun: NOT_WRITTEN,
  },
  {
    id: "A5",
    inject: "an endpoint edited, turned off, deleted, its secret rotated while work is queued and in flight",
    expect: "the URL of the try's time; canceled once deleted; both secrets sign in the overlap",
    notRun: NOT_WRITTEN,
  },
  {
    id: "A6",
    inject: "a message to 1,000 endpoints, kill -9 in the midst of it",
    expect: "one delivery for each endpoint, or no message",
    notRun: NOT_WRITTEN,
  },
  {
    id: "A7",
    inject: "payloads of 1 byte to the limit and above, deep JSON, repeated keys, lone surrogates, huge numbers",
    expect: "delivered byte for byte, or 4xx; above the limit 413",
    notRun: NOT_WRITTEN,
  },
  { id: "A8", inject: "a storm of requests of one tenant", expect: "429 for that one only", notRun: NOT_WRITTEN },
];
