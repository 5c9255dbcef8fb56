import { z } from "zod";
import { problemOfPath } from "@/lib/contract/json-path.ts";
import { STAFF_ROLES, type StaffRole } from "@/lib/contract/operation.ts";
import { parseOrigin } from "@/lib/contract/origin.ts";
import { MAX_QUOTA } from "@/lib/contract/quota-limits.ts";
import {
  days,
  EVENTS,
  flag,
  isRole,
  isSafeIssuer,
  isSecret,
  list,
  milliseconds,
  readProxy,
  readSender,
  seconds,
} from "@/lib/env-values.ts";
import { type AllowList, isAddressOrCidr, parseCidrs } from "@/lib/webhook/address.ts";
import { checkCustomHeaders } from "@/lib/webhook/headers.ts";
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from "@/lib/webhook/retry-policy.ts";

/** Every setting by itself; what several of them must be together is said in lib/env.ts. */
export const Settings = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.string().min(1),
  PORTAL_URL: z
    .url({ protocol: /^https?$/ })
    .refine(
      (text) => new URL(text).pathname === "/" && new URL(text).search === "",
      "must be a host alone, without a path",
    )
    .optional(),
  TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((text): AllowList => parseCidrs(text)),
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(0).max(10_000_000).default(6_000),
  QUOTA_ENDPOINTS: z.coerce.number().int().min(1).max(MAX_QUOTA.endpoints).default(100),
  QUOTA_MESSAGES_PER_SECOND: z.coerce.number().int().min(0).max(MAX_QUOTA.messagesPerSecond).default(0),
  QUOTA_PAYLOAD_BYTES: z.coerce.number().int().min(1).max(MAX_QUOTA.payloadBytes).default(MAX_QUOTA.payloadBytes),
  POSTHORN_DATA_DIR: z.string().optional(),
  POSTHORN_SECRET: z.string().min(32, "must be at least 32 characters long"),
  POSTHORN_SECRET_OTHERS: z
    .union([z.string().transform(list), z.array(z.string())])
    .default([])
    .pipe(z.array(z.string().min(32, "must each be at least 32 characters long")).max(8)),
  POSTHORN_SECRET_FILE: z.string().optional(),
  POSTHORN_BOOTSTRAP_API_KEY: z
    .string()
    .regex(/^ph_live_[A-Za-z0-9_-]{24,}$/, "must be ph_live_ and at least 24 letters or digits")
    .optional(),
  POSTHORN_ADMIN_EMAIL: z.email().optional(),
  POSTHORN_ADMIN_PASSWORD: z.string().min(12, "must have at least 12 characters").optional(),
  POSTHORN_DEMO: flag(true),
  POSTHORN_EGRESS_ALLOW: z
    .string()
    .default("")
    .transform((list): AllowList => parseCidrs(list)),
  POSTHORN_EGRESS_ALLOW_METADATA: flag(false),
  POSTHORN_ALLOW_HTTP: flag(false),
  EGRESS_PROXY_URL: z
    .string()
    .transform((text, issues) => {
      const url = readProxy(text);
      if (!url) issues.addIssue("must be http://host:port, or http://user:password@host:port");
      return url;
    })
    .optional(),
  POSTHORN_ALLOW_UNSIGNED_SOURCES: flag(false),
  POSTHORN_COMPAT_JWT_SECRET: z.string().min(16, "must be at least 16 characters long").optional(),
  RETRY_SCHEDULE_SECONDS: z
    .string()
    .default(DEFAULT_RETRY_SCHEDULE_SECONDS.join(","))
    .transform((list): unknown[] => list.split(",").filter((part) => part.trim() !== ""))
    .pipe(z.array(seconds).max(50)),
  REQUEST_TIMEOUT_SECONDS: z.coerce.number().min(1).max(60).default(15),
  WORKER_PROCESSES: z.coerce.number().int().min(1).max(32).default(1),
  /** Of one processor, for the transformations of one application in one worker process. */
  TRANSFORM_SHARE: z.coerce.number().min(0.01).max(1).default(0.15),
  TRANSFORM_THREADS: z.coerce.number().int().min(1).max(32).default(2),
  BREAKER_FAILURES: z.coerce.number().int().min(0).max(10_000).default(5),
  BREAKER_PAUSE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
  BREAKER_MAX_PAUSE_SECONDS: z.coerce.number().int().min(1).max(86_400).default(3600),
  ENDPOINT_OFF_AFTER_HOURS: z.coerce.number().int().min(0).max(8_760).default(120),
  POSTHORN_PUBLIC_CATALOGUE: flag(false),
  POSTHORN_EMBED_ORIGINS: z
    .string()
    .default("")
    .transform((text, issues) => {
      const origins = list(text).map(parseOrigin);
      if (origins.includes(null)) issues.addIssue("must be sites such as https://app.example.com, separated by commas");
      return [...new Set(origins.filter((origin) => origin !== null))];
    }),
  POSTHORN_EGRESS_ADDRESSES: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().refine(isAddressOrCidr, "must be IP addresses or CIDRs, separated by commas"))),
  POSTHORN_AUDIT_RETENTION_DAYS: z.coerce.number().int().min(30).max(36_500).optional(),
  POSTHORN_RETENTION_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  POSTHORN_PAYLOAD_RETENTION_DAYS: days,
  POSTHORN_RESPONSE_RETENTION_DAYS: days,
  POSTHORN_INBOUND_RETENTION_DAYS: days,
  POSTHORN_REQUEST_LOG_RETENTION_DAYS: z.coerce.number().int().min(1).max(90).default(7),
  POSTHORN_REDACT_PATHS: z
    .string()
    .default("")
    .transform((text, issues) => {
      const paths = list(text);
      for (const path of paths) {
        const problem = problemOfPath(path);
        if (problem) issues.addIssue(`${path} ${problem}`);
      }
      return paths;
    }),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be smtp://… or smtps://…" }).optional(),
  ALERTS_FROM: z
    .string()
    .transform((text, issues) => {
      const sender = readSender(text);
      if (!sender) issues.addIssue("must be an e-mail address, or a name and an address: Acme <alerts@acme.example>");
      return sender ?? { name: "", address: "" };
    })
    .optional(),
  WEBHOOK_URLS: z
    .string()
    .default("")
    .transform((text) => [...new Set(list(text))])
    .pipe(z.array(z.url({ protocol: /^https?$/, error: "must be http or https URLs, separated by commas" })).max(100)),
  WEBHOOK_EVENTS: z
    .string()
    .default("")
    .transform(list)
    .pipe(z.array(z.string().regex(EVENTS, "must be event types or groups such as invoice.*, separated by commas")))
    .transform((events) => (events.includes("*") ? [] : events)),
  WEBHOOK_SECRET_KEY: z.string().refine(isSecret, "must be whsec_ and base64 of 24 to 75 bytes").optional(),
  WEBHOOK_HEADERS: z
    .string()
    .default("")
    .transform((text, issues) => {
      const headers = list(text).map((part) => /^([^:\s]+)\s*:\s*(.*)$/.exec(part));
      const known = headers.flatMap((header) => (header ? [[header[1] ?? "", header[2] ?? ""]] : []));
      if (known.length < headers.length || checkCustomHeaders(Object.fromEntries(known)).length > 0) {
        issues.addIssue("must be Name:value, separated by commas, of headers that endpoints may have");
      }
      return Object.fromEntries(known) as Record<string, string>;
    }),
  WEBHOOK_TIMEOUT: milliseconds(60).optional(),
  WEBHOOK_MAX_RETRIES: z.coerce.number<unknown>().int().min(0).max(49).optional(),
  WEBHOOK_RETRY_DELAY: milliseconds(604_800).optional(),
  WEBHOOK_MAX_RETRY_DELAY: milliseconds(604_800).optional(),
  WEBHOOK_RATE_LIMIT_MAX: z.coerce.number<unknown>().int().min(1).max(65_535).optional(),
  WEBHOOK_RATE_LIMIT_WINDOW: milliseconds(3600).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: "must be http://… or https://…" }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z
    .string()
    .default("")
    .transform((text, issues) => {
      const pairs = list(text).map((part) => /^([^=\s]+)=(.*)$/.exec(part));
      if (pairs.includes(null)) issues.addIssue("must be name=value, separated by commas");
      return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1], pair[2]]] : []))) as Record<string, string>;
    }),
  OTEL_SERVICE_NAME: z.string().default("posthorn"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  POSTHORN_TRACE_RECEIVERS: flag(false),
  METRICS_APPLICATIONS: z.coerce.number().int().min(0).max(5_000).default(100),
  METRICS_EVENT_TYPES: z.coerce.number().int().min(0).max(1_000).default(50),
  STAFF_SECOND_FACTOR_ROLES: z
    .string()
    .default("")
    .transform((text, issues): readonly StaffRole[] => {
      if (text.trim() === "all") return STAFF_ROLES;
      const roles = list(text);
      if (!roles.every(isRole)) issues.addIssue("must be roles separated by commas, or all");
      return roles.filter(isRole);
    }),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/, error: "must be the address of the provider" })
    .refine(isSafeIssuer, "must begin with https://")
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(40).default("single sign-on"),
  OIDC_SCOPES: z.string().default("openid profile email"),
  OIDC_VERIFIED_CLAIM: z.string().default("email_verified"),
  OIDC_ALLOWED_DOMAINS: z
    .string()
    .default("")
    .transform((text) => list(text.toLowerCase()).map((domain) => domain.replace(/^@/, ""))),
  OIDC_NEW_ROLE: z.enum(STAFF_ROLES).optional(),
  OIDC_ROLE_CLAIM: z.string().default("groups"),
  OIDC_ROLES: z
    .string()
    .default("")
    .transform((text, issues) => {
      const pairs = list(text).map((part) => /^(.+)=(\w+)$/.exec(part));
      const known = pairs.flatMap((pair): [string, StaffRole][] => {
        const [, value = "", role] = pair ?? [];
        return isRole(role) ? [[value.trim(), role]] : [];
      });
      if (known.length < pairs.length) issues.addIssue("must be value=role pairs separated by commas");
      return new Map(known);
    }),
  POSTHORN_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
});
