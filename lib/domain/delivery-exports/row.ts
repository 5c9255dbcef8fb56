import type { CsvColumns } from "@/lib/contract/csv.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

/** A delivery as it stands in a file: the list's, without what only a screen needs. */
export function exportedRow(delivery: DeliveryOut) {
  const { rail: _rail, waiting: _waiting, causeLabel: _label, reasonCode: _code, ...row } = delivery;
  return row;
}
export type ExportedRow = ReturnType<typeof exportedRow> & {
  /** Only where payloads were asked for; null for one that is no longer there, or is not shown. */
  payload?: string | null;
};

const numberOf = (value: number | null): string => (value === null ? "" : String(value));

const COLUMNS: CsvColumns<ExportedRow> = [
  ["created_at", ({ createdAt }) => createdAt],
  ["id", ({ id }) => id],
  ["state", ({ state }) => state],
  ["application_id", ({ applicationId }) => applicationId],
  ["application", ({ applicationName }) => applicationName ?? ""],
  ["endpoint_id", ({ endpointId }) => endpointId],
  ["endpoint", ({ endpointName }) => endpointName],
  ["message_id", ({ messageId }) => messageId],
  ["event_type", ({ eventType }) => eventType],
  ["is_test", ({ isTest }) => String(isTest)],
  ["attempt_count", ({ attemptCount }) => String(attemptCount)],
  ["max_attempts", ({ maxAttempts }) => String(maxAttempts)],
  ["last_status_code", ({ lastStatusCode }) => numberOf(lastStatusCode)],
  ["last_duration_ms", ({ lastDurationMs }) => numberOf(lastDurationMs)],
  ["cause", ({ cause }) => cause ?? ""],
  ["reason", ({ reason }) => reason ?? ""],
  ["next_attempt_at", ({ nextAttemptAt }) => nextAttemptAt ?? ""],
  ["finished_at", ({ finishedAt }) => finishedAt ?? ""],
];

export function exportColumns(withPayload: boolean): CsvColumns<ExportedRow> {
  return withPayload ? [...COLUMNS, ["payload", ({ payload }) => payload ?? ""]] : COLUMNS;
}
