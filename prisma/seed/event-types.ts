import type { EventTypeIn } from "@/lib/contract/event-type.ts";
import { EXAMPLE_JOB, JOB_FIELDS, type JobField } from "./job-fields.ts";

const DRAFT = "http://json-schema.org/draft-07/schema#";
const METADATA = { requested_by: "billing-team", period: "2026-06" };
const RESULT = {
  file_size_bytes: 4_718_592,
  download_url: "https://files.example.com/exports/job_8f3k2m9q.csv.gz",
  download_expires_at: "2026-07-08T06:12:44Z",
  format: "csv",
  compression: "gzip",
};

/** A job event whose schema asks for what its example has: no field is described that is never sent. */
function jobEvent(
  name: string,
  description: string,
  example: { status: string } & Record<string, unknown>,
): EventTypeIn {
  const payload = { ...EXAMPLE_JOB, ...example, metadata: METADATA };
  const fields = Object.keys(payload) as JobField[];
  const schema = {
    $schema: DRAFT,
    title: name,
    description,
    type: "object",
    required: fields.filter((field) => field !== "metadata"),
    properties: Object.fromEntries(fields.map((field) => [field, JOB_FIELDS[field]])),
    examples: [payload],
  };
  return { name, description, archived: false, deprecated: false, groupName: "job", schemas: { "1": schema } };
}

function otherEvent(
  name: string,
  description: string,
  properties: Record<string, object>,
  example: Record<string, unknown>,
): EventTypeIn {
  const required = Object.keys(properties);
  const schema = {
    $schema: DRAFT,
    title: name,
    description,
    type: "object",
    required,
    properties,
    examples: [example],
  };
  const groupName = name.split(".", 1)[0] ?? null;
  return { name, description, archived: false, deprecated: false, groupName, schemas: { "1": schema } };
}

/** The catalogue of a fresh install: a data-processing product that runs jobs for its customers. */
export const JOB_EVENT_TYPES: EventTypeIn[] = [
  jobEvent("job.created", "A job was accepted and waits to be run.", {
    status: "created",
    created_at: "2026-07-01T06:10:02Z",
  }),
  jobEvent("job.processing", "A job began to run.", {
    status: "processing",
    started_at: "2026-07-01T06:10:31Z",
    attempt: 1,
  }),
  jobEvent("job.progress", "A running job says how far it is; at most once every ten seconds.", {
    status: "processing",
    progress_percent: 42.5,
    rows_processed: 51_000,
    execution_time_ms: 56_200,
  }),
  jobEvent("job.completed", "A job ended well; its result can be downloaded.", {
    status: "completed",
    finished_at: "2026-07-01T06:12:44Z",
    rows_processed: 120_000,
    execution_time_ms: 133_000,
    ...RESULT,
  }),
  jobEvent("job.failed", "A job failed and will be run again.", {
    status: "failed",
    finished_at: "2026-07-01T06:11:20Z",
    rows_processed: 18_300,
    execution_time_ms: 49_000,
    attempt: 1,
    retry_at: "2026-07-01T06:16:20Z",
    error: { code: "source_unavailable", message: "The source database closed the connection.", retryable: true },
  }),
  jobEvent("job.cancelled", "A job was cancelled before it ended.", {
    status: "cancelled",
    finished_at: "2026-07-01T06:11:05Z",
    rows_processed: 12_000,
    cancelled_by: "anna@acme.example",
  }),
  jobEvent("job.timeout", "A job ran longer than it may and was stopped.", {
    status: "timeout",
    finished_at: "2026-07-01T07:10:31Z",
    rows_processed: 96_400,
    execution_time_ms: 3_600_000,
    timeout_seconds: 3600,
  }),
  jobEvent("job.completed_with_issues", "A job ended, and some rows had to be left out.", {
    status: "completed_with_issues",
    finished_at: "2026-07-01T06:12:44Z",
    rows_processed: 119_874,
    rows_rejected: 126,
    execution_time_ms: 134_100,
    issues: [{ code: "missing_tax_id", message: "The row has no tax id.", count: 126 }],
    ...RESULT,
  }),
  jobEvent("job.failed_no_retry", "A job failed for good and will not be run again.", {
    status: "failed",
    finished_at: "2026-07-01T06:31:09Z",
    rows_processed: 0,
    execution_time_ms: 1_240,
    attempt: 4,
    error: { code: "permission_denied", message: "The account may not read the table invoices.", retryable: false },
  }),
  jobEvent("job.extraction_completed", "All rows of a job were read; they are being written next.", {
    status: "extraction_completed",
    rows_processed: 120_000,
    execution_time_ms: 88_700,
    source: "postgresql://warehouse/invoices",
  }),
  jobEvent("job.script_completed", "The script of a job ended.", {
    status: "script_completed",
    script: "normalise_currency",
    exit_code: 0,
    execution_time_ms: 7_420,
  }),
  otherEvent(
    "system.maintenance",
    "Maintenance is planned; jobs wait until it is over.",
    {
      maintenance_id: { type: "string", description: "Id of the maintenance." },
      starts_at: { type: "string", format: "date-time", description: "When it begins." },
      ends_at: { type: "string", format: "date-time", description: "When it ends at the latest." },
      affected: { type: "array", items: { type: "string" }, description: "What is unavailable meanwhile." },
      message: { type: "string", description: "What happens, in a sentence." },
    },
    {
      maintenance_id: "mnt_20260705",
      starts_at: "2026-07-05T02:00:00Z",
      ends_at: "2026-07-05T02:30:00Z",
      affected: ["job execution", "downloads"],
      message: "The job database moves to larger machines.",
    },
  ),
  otherEvent(
    "api.rate_limit",
    "Requests of a customer were refused because there were too many.",
    {
      customer_id: { type: "string", description: "Id of the customer." },
      limit: { type: "integer", minimum: 1, description: "Requests that are allowed in the window." },
      window_seconds: { type: "integer", minimum: 1, description: "Length of the window." },
      refused: { type: "integer", minimum: 1, description: "Requests that were refused in it." },
      resets_at: { type: "string", format: "date-time", description: "When requests are taken again." },
    },
    {
      customer_id: "cus_4821",
      limit: 600,
      window_seconds: 60,
      refused: 37,
      resets_at: "2026-07-01T06:15:00Z",
    },
  ),
];
