import { env } from "@/lib/env.ts";

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40 } as const;
type Level = keyof typeof LEVELS;
type Fields = Record<string, unknown>;

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  const { name, message, stack } = error;
  const code = "code" in error ? error.code : undefined;
  return { name, message, code, stack, cause: error.cause === undefined ? undefined : describeError(error.cause) };
}

let lastMs = -1;
let lastTime = "";

/** Many lines are of the same millisecond. */
function timeOf(ms: number): string {
  if (ms === lastMs) return lastTime;
  lastMs = ms;
  lastTime = new Date(ms).toISOString();
  return lastTime;
}

function write(level: Level, event: string, fields: Fields): void {
  const { NODE_ENV, POSTHORN_LOG_LEVEL } = env();
  if (LEVELS[level] < LEVELS[POSTHORN_LOG_LEVEL]) return;
  const at = timeOf(Date.now());
  const line = fields.error === undefined ? fields : { ...fields, error: describeError(fields.error) };
  const text =
    NODE_ENV === "production"
      ? JSON.stringify({ at, level, event, ...line })
      : `${at.slice(11, 23)} ${level.padEnd(5)} ${event} ${Object.keys(line).length ? JSON.stringify(line) : ""}`;
  lines += `${text}\n`;
  if (LEVELS[level] >= LEVELS.warn || lines.length > MAX_HELD) flush();
  else timer ??= setTimeout(flush, HOLD_MS);
}

/** What JSON leaves as it is, and terminals and viewers of logs obey: C1 controls, line ends of Unicode, turns of direction. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
/** Nearly all lines are ASCII, which is found out for many of them at once. */
const isSafe = (text: string) => Buffer.byteLength(text) === text.length && !text.includes("\u007f");
const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

// A write to a pipe is a system call that blocks: thousands of lines a second are written a few times a second.
const HOLD_MS = 100;
const MAX_HELD = 65_536;
let lines = "";
let timer: NodeJS.Timeout | undefined;

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  const held = lines;
  lines = "";
  if (held) process.stdout.write(isSafe(held) ? held : held.replace(UNSAFE, escaped));
}
process.on("exit", flush);

/**
 * One line per fact: an event name and its fields. Callers pass ids, outcomes and durations,
 * never bodies, secrets, authorization or custom header values.
 */
export const log = {
  debug: (event: string, fields: Fields = {}) => write("debug", event, fields),
  info: (event: string, fields: Fields = {}) => write("info", event, fields),
  warn: (event: string, fields: Fields = {}) => write("warn", event, fields),
  error: (event: string, fields: Fields = {}) => write("error", event, fields),
};
