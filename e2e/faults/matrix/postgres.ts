import type { Row } from "@/e2e/faults/matrix/row.ts";

export const POSTGRES: readonly Row[] = [
  {
    id: "G1",
    inject: "PostgreSQL restarted: fast, and immediate",
    expect: "the API answers 503 with Retry-After in the gap",
  },
  {
    id: "G2",
    inject: "kill -9 of PostgreSQL",
    expect: "what was answered 202 survives",
  },
  {
    id: "G3",
    inject: "pg_terminate_backend of all connections, again and again",
    expect: "the worker listens again; the sweep covers the gap",
  },
  {
    id: "G4",
    inject: "the connections to PostgreSQL cut, then a black hole for 60 s",
    expect: "no request hangs for longer than 30 s",
  },
  {
    id: "G5",
    inject: "PostgreSQL lost after the receiver's 200, for longer than outcomes wait for it",
    expect: "sent again under the same id; delivered in the end",
  },
  {
    id: "G6",
    inject: "the database's disk is full",
    expect: "the API answers 503, never 202 without COMMIT; works again once there is space",
  },
  {
    id: "G7",
    inject: "failover to a synchronous and to an asynchronous standby (streaming replication, pg_promote)",
    expect: "synchronous: nothing is lost; asynchronous: the window is measured",
  },
  {
    id: "G8",
    inject: "a primary that only reads",
    expect: "readiness fails and says why; no busy loop",
  },
  {
    id: "G9",
    inject: "the pool exhausted; a lock on the deliveries for 30 s; a long transaction",
    expect: "503 and no hang; alive, and not ready",
  },
  {
    id: "G10",
    inject: "the database restored from an older copy of its files; from a backup that was taken while deliveries ran",
    expect: "starts cleanly and goes on; nothing is missing that was in it, what was pending is sent",
  },
  {
    id: "G11",
    inject: "deadlocks and serialization failures",
    expect: "tried again, and not seen from outside",
  },
];
