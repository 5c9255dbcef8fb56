import { randomBytes } from "node:crypto";
import { afterAll, inject, vi } from "vitest";
import { endTimers, restoreEnvironment } from "@/lib/testing/between-files.ts";

// Runs before each test file: whatever the machine's own settings are, tests see these and nothing else of ours.
const server = inject("databaseServer");
const database = `posthorn_test_${process.pid}_${randomBytes(4).toString("hex")}`;

restoreEnvironment();
for (const key of Object.keys(process.env)) {
  if (
    /^(POSTHORN_|RETRY_SCHEDULE_|REQUEST_TIMEOUT_|BREAKER_|ENDPOINT_OFF_|SMTP_|ALERTS_|OIDC_|STAFF_|QUOTA_|API_REQUESTS_|TRUSTED_|PORTAL_)/.test(
      key,
    )
  )
    delete process.env[key];
}
Object.assign(process.env, {
  NODE_ENV: "test",
  PORT: "3000",
  PUBLIC_URL: "http://posthorn.test",
  DATABASE_URL: server ? `${server.url}/${database}` : "postgresql://127.0.0.1:1/none",
  POSTHORN_SECRET: "a-secret-that-only-tests-know-0123456789",
  POSTHORN_DEMO: "0",
  // So that a test can come from any address.
  TRUSTED_PROXIES: "127.0.0.1/32",
  POSTHORN_EGRESS_ALLOW: "127.0.0.0/8",
  POSTHORN_LOG_LEVEL: "error",
  // Nothing listens there: a test that sends e-mails has a mail server of its own.
  SMTP_URL: "smtp://127.0.0.1:1",
  ALERTS_FROM: "Acme <alerts@acme.example>",
});

// Settings, pools and caches are made once in a module: each file begins with modules of its own.
vi.resetModules();
// Registered first, so it runs last: after what the file itself ends.
afterAll(endTimers);
