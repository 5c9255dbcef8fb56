import { z } from "zod";
import { type AllowList, parseCidrs } from "@/lib/webhook/address.ts";
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from "@/lib/webhook/retry-policy.ts";

const flag = (byDefault: boolean) =>
  z
    .enum(["0", "1", ""])
    .optional()
    .transform((value) => (value ? value === "1" : byDefault));

const seconds = z.coerce.number<unknown>().int().min(1).max(31_536_000);

const Env = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.string().min(1),
  POSTHORN_DATA_DIR: z.string().optional(),
  POSTHORN_SECRET: z.string().min(32, "must be at least 32 characters long"),
  POSTHORN_BOOTSTRAP_API_KEY: z
    .string()
    .regex(/^ph_live_[A-Za-z0-9_-]{24,}$/, "must be ph_live_ and at least 24 letters or digits")
    .optional(),
  POSTHORN_ADMIN_EMAIL: z.email().optional(),
  POSTHORN_ADMIN_PASSWORD: z.string().min(8, "must have at least 8 characters").optional(),
  POSTHORN_DEMO: flag(true),
  POSTHORN_EGRESS_ALLOW: z
    .string()
    .default("")
    .transform((list): AllowList => parseCidrs(list)),
  POSTHORN_ALLOW_HTTP: flag(false),
  POSTHORN_ALLOW_UNSIGNED_SOURCES: flag(false),
  POSTHORN_COMPAT_JWT_SECRET: z.string().min(16, "must be at least 16 characters long").optional(),
  RETRY_SCHEDULE_SECONDS: z
    .string()
    .default(DEFAULT_RETRY_SCHEDULE_SECONDS.join(","))
    .transform((list): unknown[] => list.split(",").filter((part) => part.trim() !== ""))
    .pipe(z.array(seconds).max(50)),
  REQUEST_TIMEOUT_SECONDS: z.coerce.number().min(1).max(60).default(15),
  WORKER_PROCESSES: z.coerce.number().int().min(1).max(32).default(1),
  BREAKER_FAILURES: z.coerce.number().int().min(0).max(10_000).default(5),
  BREAKER_PAUSE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
  BREAKER_MAX_PAUSE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(3600),
  ENDPOINT_OFF_AFTER_HOURS: z.coerce.number().int().min(0).max(8_760).default(120),
  POSTHORN_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  POSTHORN_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
});
export type Env = Omit<z.infer<typeof Env>, "PUBLIC_URL"> & { PUBLIC_URL: string };

/** Names of all settings; a test holds them and .env.example to each other. */
export const ENV_KEYS = Object.keys(Env.shape);

let parsed: Env | undefined;

/**
 * The settings, parsed once. An empty value counts as unset.
 * @throws Error naming each wrong setting and what it must be.
 */
export function env(): Env {
  if (parsed) return parsed;
  const given = Object.fromEntries(ENV_KEYS.map((key) => [key, process.env[key] || undefined]));
  const result = Env.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Wrong or missing settings (see .env.example):\n${lines.join("\n")}`);
  }
  const publicUrl = (result.data.PUBLIC_URL ?? `http://localhost:${result.data.PORT}`).replace(/\/+$/, "");
  parsed = { ...result.data, PUBLIC_URL: publicUrl };
  return parsed;
}
