/** Fields that several job events share, as JSON Schema (draft 7). Every event carries the first four. */
export const JOB_FIELDS = {
  job_id: { type: "string", description: "Id of the job.", pattern: "^job_[a-z0-9]+$" },
  customer_id: { type: "string", description: "Id of the customer who owns the job." },
  procedure: { type: "string", description: "Name of the procedure that the job runs." },
  status: {
    type: "string",
    description: "State of the job when this was sent.",
    enum: [
      ...["created", "processing", "completed", "completed_with_issues", "failed", "cancelled", "timeout"],
      ...["extraction_completed", "script_completed"],
    ],
  },
  created_at: { type: "string", format: "date-time", description: "When the job was created." },
  started_at: { type: "string", format: "date-time", description: "When it began to run." },
  finished_at: { type: "string", format: "date-time", description: "When it ended." },
  progress_percent: { type: "number", minimum: 0, maximum: 100, description: "How much is done." },
  rows_processed: { type: "integer", minimum: 0, description: "Rows so far, or in all once it has ended." },
  rows_rejected: { type: "integer", minimum: 0, description: "Rows that were left out; see `issues`." },
  execution_time_ms: { type: "integer", minimum: 0, description: "How long it ran, in milliseconds." },
  file_size_bytes: { type: "integer", minimum: 0, description: "Size of the result file." },
  download_url: { type: "string", format: "uri", description: "Where to fetch the result." },
  download_expires_at: { type: "string", format: "date-time", description: "Until when `download_url` works." },
  format: { type: "string", enum: ["csv", "json", "parquet"], description: "Format of the result file." },
  compression: { type: "string", enum: ["none", "gzip", "zstd"], description: "Compression of the result file." },
  timeout_seconds: { type: "integer", minimum: 1, description: "How long the job was allowed to run." },
  attempt: { type: "integer", minimum: 1, description: "Which run of the job this was." },
  retry_at: { type: "string", format: "date-time", description: "When it will run again." },
  cancelled_by: { type: "string", description: "Who cancelled it." },
  script: { type: "string", description: "Name of the script that ran." },
  exit_code: { type: "integer", description: "Exit code of the script." },
  source: { type: "string", description: "Where the rows were read from." },
  issues: {
    type: "array",
    description: "What went wrong without stopping the job.",
    items: {
      type: "object",
      required: ["code", "message", "count"],
      properties: {
        code: { type: "string", description: "Kind of the issue." },
        message: { type: "string", description: "The issue in a sentence." },
        count: { type: "integer", minimum: 1, description: "Rows that it concerns." },
      },
    },
  },
  error: {
    type: "object",
    description: "Why it failed.",
    required: ["code", "message"],
    properties: {
      code: { type: "string", description: "Kind of the error." },
      message: { type: "string", description: "The error in a sentence." },
      retryable: { type: "boolean", description: "Whether running it again may help." },
    },
  },
  metadata: {
    type: "object",
    description: "What the customer gave when creating the job.",
    additionalProperties: { type: "string" },
  },
} as const;
export type JobField = keyof typeof JOB_FIELDS;

/** What every job event of one made-up job says, so that its examples tell one story. */
export const EXAMPLE_JOB = {
  job_id: "job_8f3k2m9q",
  customer_id: "cus_4821",
  procedure: "monthly_invoice_export",
} as const;
