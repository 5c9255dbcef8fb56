// @ts-check

/** What a run may take; docs/transformations.md says what each limit is for. */
export const LIMITS = {
  /** For all of the customer's code together: time of a processor, where the system tells it. */
  runMs: 250,
  /** The same where nothing within the sandbox ends it: the thread is ended. */
  killMs: 1_000,
  /** By the clock, however busy the machine is. */
  wallMs: 4_000,
  memoryBytes: 32 * 1024 * 1024,
  stackBytes: 256 * 1024,
  /** Of the body; and of method, URL and headers together. */
  bodyBytes: 1024 * 1024,
  headBytes: 128 * 1024,
};

/** The name of the customer's code in what QuickJS says of errors. */
export const FILE = "transformation.js";
