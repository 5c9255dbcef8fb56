import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/browser.ts";
import { BASE_URL, E2E_PORT, serverEnvironment } from "./e2e/environment.ts";

const { source, env, ...launch } = await findBrowser();
if (!process.env.TEST_WORKER_INDEX) console.log(`browser: ${source}; node ${process.version}`);
const instance = `e2e-${E2E_PORT}`;
/** Few of them: each process that runs tests and each browser is started anew for a project. */
const QUICK = { services: ["delivery", "api", "security"], pages: ["portal", "console", "docs"] };

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  globalSetup: "./e2e/global-setup.ts",
  // Nobody waits for it but a test that hangs: on a slow machine with two cores some take a third of it.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  // More than cores: most of a test is waiting for a delivery or a page.
  workers: 4,
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    baseURL: BASE_URL,
    headless: true,
    launchOptions: { ...launch, env: { ...process.env, ...env } as Record<string, string> },
    // Recording every test takes a good part of two cores: TRACE=retain-on-failure to find out about a failure.
    trace: (process.env.TRACE ?? "off") as "off" | "on" | "retain-on-failure",
  },
  // In the order in which they start: what takes long in a row goes beside all the rest.
  projects: [
    // These kill processes of their own. The whole matrix loads the machine, so it comes last.
    {
      name: "faults",
      testDir: "e2e/faults",
      workers: 1,
      timeout: 120_000,
      ...(process.env.FAULTS === "all" ? { dependencies: Object.keys(QUICK) } : { grep: /@ci/ }),
    },
    // A service of its own, asked in a row.
    { name: "fuzz", testDir: "e2e/fuzz", workers: 1 },
    ...Object.entries(QUICK).map(([name, folders]) => ({ name, testMatch: `{${folders}}/**/*.spec.ts` })),
  ],
  webServer: {
    command: `node scripts/forget.mjs ${instance} && exec node scripts/supervisor.mjs start`,
    url: `${BASE_URL}/api/health/ready`,
    env: serverEnvironment(E2E_PORT, instance),
    // The first run builds the web app.
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 40_000 },
    stdout: process.env.E2E_SERVER_LOG ? "pipe" : "ignore",
  },
});
