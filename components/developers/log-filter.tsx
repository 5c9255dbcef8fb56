"use client";

import { useQuery } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { type LogFilter, logParams, METHODS, STATUS_CLASSES } from "@/components/developers/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { useClock } from "@/components/ui/clock.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { ParamChanges } from "@/components/ui/url-params.ts";

const HOUR_MS = 3_600_000;
const SPANS = [
  { value: "", label: "Any time" },
  { value: "1", label: "Last hour" },
  { value: "24", label: "Last 24 hours" },
];
const STATUS_WORDS = { "2xx": "2xx, done", "4xx": "4xx, refused", "5xx": "5xx, our fault" };

type LogFilterBarProps = { filter: LogFilter; onChange: (changes: ParamChanges<typeof logParams>) => void };

/** What the log is narrowed to; all of it is in the address. */
export function LogFilterBar({ filter, onChange }: LogFilterBarProps) {
  const keys = useQuery({
    queryKey: ["console", "api-keys", "names"],
    queryFn: ({ signal }) => callAsStaff("GET /api-key", { query: { limit: 250 } }, signal),
  });
  const { serverNowMs } = useClock();
  const isSet = Object.values(filter).some((value) => value !== null);
  const span = spanOf(filter, serverNowMs);
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2" aria-label="Filter the log">
      <Select
        aria-label="Key"
        className="max-w-56"
        value={filter.key ?? ""}
        onChange={(event) => onChange({ key: event.target.value || null })}
        options={[
          { value: "", label: "Every key" },
          { value: "none", label: "No known key" },
          ...(keys.data?.data ?? []).map(({ id, name, last4 }) => ({ value: id, label: `${name} · …${last4}` })),
        ]}
      />
      <Select
        aria-label="Status"
        className="max-w-36"
        value={filter.status ?? ""}
        onChange={(event) => onChange({ status: logParams.status.read(event.target.value) })}
        options={[
          { value: "", label: "Every status" },
          ...STATUS_CLASSES.map((value) => ({ value, label: STATUS_WORDS[value] })),
        ]}
      />
      <Select
        aria-label="Method"
        className="max-w-32"
        value={filter.method ?? ""}
        onChange={(event) => onChange({ method: logParams.method.read(event.target.value) })}
        options={[{ value: "", label: "Every method" }, ...METHODS.map((value) => ({ value, label: value }))]}
      />
      <Select
        aria-label="Time"
        className="max-w-36"
        value={span}
        onChange={(event) => {
          const hours = Number(event.target.value);
          onChange({ from: hours ? new Date(Date.now() - hours * HOUR_MS).toISOString() : null, to: null });
        }}
        options={span === "custom" ? [{ value: "custom", label: "As in the address" }, ...SPANS] : SPANS}
      />
      <Input
        aria-label="Path contains"
        placeholder="Path contains"
        machine
        className="max-w-56"
        value={filter.path ?? ""}
        maxLength={200}
        onChange={(event) => onChange({ path: event.target.value || null })}
      />
      {isSet ? (
        <Button
          size="small"
          onClick={() => onChange({ key: null, status: null, method: null, path: null, from: null, to: null })}
        >
          Clear
        </Button>
      ) : null}
    </search>
  );
}

/** Which of the spans a link says; one that was made a while ago says a moment of its own. */
function spanOf({ from, to }: LogFilter, nowMs: number): string {
  if (!from && !to) return "";
  const hours = from && !to ? (nowMs - Date.parse(from)) / HOUR_MS : Number.NaN;
  return SPANS.find(({ value }) => value && Math.abs(Number(value) - hours) < 0.1)?.value ?? "custom";
}
