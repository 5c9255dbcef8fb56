// What the end-to-end server runs with, and what the tests therefore know about it.
export const E2E_PORT = Number(process.env.E2E_PORT ?? 3210);
export const BASE_URL = `http://127.0.0.1:${E2E_PORT}`;
export const BOOTSTRAP_API_KEY = "ph_live_e2eOnlyLoopback00000000000000000000";
export const STAFF = { email: "staff@posthorn.test", password: "correct horse battery staple" };

/** Short enough to wait for; the last step shows that the schedule's end is reached. */
export const RETRY_SCHEDULE_SECONDS = "1,1,1,2";

/** Where e-mails go; only a test that wants to see them listens there. */
export const MAIL = { host: "127.0.0.4", port: E2E_PORT };

const ENVIRONMENT_ENDPOINTS = [
  ...["WEBHOOK_URLS", "WEBHOOK_EVENTS", "WEBHOOK_SECRET_KEY", "WEBHOOK_HEADERS", "WEBHOOK_TIMEOUT"],
  ...["WEBHOOK_MAX_RETRIES", "WEBHOOK_RETRY_DELAY", "WEBHOOK_MAX_RETRY_DELAY"],
  ...["WEBHOOK_RATE_LIMIT_MAX", "WEBHOOK_RATE_LIMIT_WINDOW"],
];

const OIDC = [
  ...["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "OIDC_SCOPES", "OIDC_VERIFIED_CLAIM"],
  ...["OIDC_ALLOWED_DOMAINS", "OIDC_NEW_ROLE", "OIDC_ROLE_CLAIM", "OIDC_ROLES"],
];

/** Every setting is named, an empty one counts as unset: the developer's own must not reach a test server. */
export function serverEnvironment(port: number, instance: string): Record<string, string> {
  return {
    PORT: String(port),
    HOST: "127.0.0.1",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORTAL_URL: "",
    TRUSTED_PROXIES: "",
    // Every test asks with one key and from one address; lib/http/request-rate.db.test.ts has the limit.
    API_REQUESTS_PER_MINUTE: "600000",
    QUOTA_ENDPOINTS: "",
    QUOTA_MESSAGES_PER_SECOND: "",
    QUOTA_PAYLOAD_BYTES: "",
    DATABASE_URL: "",
    POSTHORN_DATA_DIR: "",
    POSTHORN_INSTANCE: instance,
    POSTHORN_SECRET: "a-secret-that-only-tests-know-0123456789",
    POSTHORN_SECRET_OTHERS: "",
    POSTHORN_SECRET_FILE: "",
    POSTHORN_BOOTSTRAP_API_KEY: BOOTSTRAP_API_KEY,
    POSTHORN_ADMIN_EMAIL: STAFF.email,
    POSTHORN_ADMIN_PASSWORD: STAFF.password,
    POSTHORN_DEMO: "1",
    POSTHORN_EGRESS_ALLOW: "127.0.0.0/8",
    POSTHORN_EGRESS_ALLOW_METADATA: "",
    EGRESS_PROXY_URL: "",
    POSTHORN_ALLOW_HTTP: "",
    POSTHORN_ALLOW_UNSIGNED_SOURCES: "1",
    POSTHORN_PUBLIC_CATALOGUE: "1",
    POSTHORN_EMBED_ORIGINS: "",
    POSTHORN_COMPAT_JWT_SECRET: "",
    POSTHORN_RETENTION_DAYS: "",
    POSTHORN_AUDIT_RETENTION_DAYS: "",
    POSTHORN_LOG_LEVEL: "",
    RETRY_SCHEDULE_SECONDS,
    // Specs of the breaker start services of their own: here others fail as often as they like.
    BREAKER_FAILURES: "1000",
    BREAKER_PAUSE_SECONDS: "",
    BREAKER_MAX_PAUSE_SECONDS: "",
    ENDPOINT_OFF_AFTER_HOURS: "",
    STAFF_SECOND_FACTOR_ROLES: "",
    TRANSFORM_SHARE: "",
    TRANSFORM_THREADS: "",
    OTEL_EXPORTER_OTLP_ENDPOINT: "",
    OTEL_EXPORTER_OTLP_HEADERS: "",
    OTEL_SERVICE_NAME: "",
    OTEL_TRACES_SAMPLER_ARG: "",
    POSTHORN_TRACE_RECEIVERS: "",
    METRICS_APPLICATIONS: "5000",
    METRICS_EVENT_TYPES: "",
    REQUEST_TIMEOUT_SECONDS: "3",
    SMTP_URL: `smtp://${MAIL.host}:${MAIL.port}`,
    ALERTS_FROM: "Acme <alerts@acme.example>",
    ...Object.fromEntries([...ENVIRONMENT_ENDPOINTS, ...OIDC].map((key) => [key, ""])),
  };
}
