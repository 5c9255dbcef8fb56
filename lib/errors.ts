import type { ErrorCode, ValidationIssue } from "@/lib/contract/errors.ts";

/** What a verb throws when the caller asked for something that cannot be done. lib/http/problem.ts turns it into a response. */
export class ProblemError extends Error {
  readonly code: ErrorCode;
  readonly issues: ValidationIssue[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { issues?: ValidationIssue[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = "ProblemError";
    this.code = code;
    this.issues = options.issues;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The row does not exist, or the actor may not know that it does: both look the same. */
export class NotFound extends ProblemError {
  constructor() {
    super("not_found", "Entity not found");
  }
}

export class Conflict extends ProblemError {
  constructor(detail: string, code: "conflict" | "event_type_exists" = "conflict") {
    super(code, detail);
  }
}

/** A field is wrong: `loc` is the path to it, beginning with body, query or path. */
export class InvalidInput extends ProblemError {
  constructor(loc: string[], msg: string, type = "value_error") {
    super("validation", msg, { issues: [{ loc, msg, type }] });
  }
}

export class Forbidden extends ProblemError {
  constructor(detail = "Insufficient access for the given operation.") {
    super("insufficient access", detail);
  }
}

/** The operator holds everything of this application: it takes no messages, and nothing is sent. */
export class Suspended extends ProblemError {
  constructor() {
    super(
      "application_suspended",
      "This application is suspended: it takes no messages and nothing is sent until it is resumed.",
    );
  }
}

/** A fault on our side that will pass: nothing was changed, the caller may try again. */
export class Unavailable extends ProblemError {
  constructor(detail: string, cause?: unknown) {
    super("unavailable", detail, { retryAfterSeconds: 1, cause });
  }
}
