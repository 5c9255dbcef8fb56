import type { Row } from "@/e2e/faults/matrix/row.ts";

export const PROCESS: readonly Row[] = [
  {
    id: "P1",
    inject: "kill -9 of the worker while receivers hold its requests",
    expect: "the try is on record as worker_lost; sent again within 75 s; one repetition at most",
  },
  {
    id: "P2",
    inject: "kill -9 of the worker after the receiver's 200, before it is recorded",
    expect: "sent again under the same id; delivered in the end",
  },
  {
    id: "P3",
    inject: "kill -9 of the worker between claim and request",
    expect: "delivered, and not repeated",
  },
  {
    id: "P4",
    inject: "kill -9 of all workers, started again later (5 min compressed to seconds)",
    expect: "the backlog drains",
  },
  {
    id: "P5",
    inject: "SIGSTOP of a worker for longer than a lease, then SIGCONT",
    expect: "another worker takes over; what the stopped one records is late and changes nothing",
  },
  {
    id: "P6",
    inject: "the worker's event loop blocked for 20 s; its heap at the limit",
    expect: "as P1; it is not started again without a pause",
  },
  {
    id: "P7",
    inject: "SIGTERM with 50 requests in flight",
    expect: "no new claims; they finish or are let go within the grace period; nothing is worker_lost",
  },
  {
    id: "P8",
    inject: "a second SIGTERM; requests that outlast the grace period",
    expect: "the deliveries are let go; no try of the schedule is used up",
  },
  {
    id: "P9",
    inject: "workers replaced one after the other under load, migrations run in between",
    expect: "nothing is lost while old and new run side by side",
    tests: ["scripts/lib/migration-rules.test.ts"],
  },
  {
    id: "P10",
    inject: "a delivery that breaks the worker each time it is tried",
    expect: "put aside as poison, and logged; innocent deliveries beside it are delivered",
  },
  {
    id: "P11",
    inject: "kill -9 of the web process before COMMIT",
    expect: "the sender gets no 2xx; the message is not there",
  },
  {
    id: "P12",
    inject: "kill -9 of the web process after COMMIT, before the answer",
    expect: "delivered; the same key gets the same id",
  },
  {
    id: "P13",
    inject: "an unhandled rejection, an exception in a task of the queue",
    expect: "one try fails at most; the worker lives, or starts again cleanly",
  },
];
