import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const EVERYWHERE_ELSE = ["node_modules/**", ".next/**", ".data/**", "generated/**"];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    // By default one less than there are cores, which on two is one.
    maxWorkers: "100%",
    setupFiles: ["lib/testing/environment.ts"],
    // A process for each file would take a second to start and to load. The setup file keeps files apart.
    pool: "forks",
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Some count processor time: on a busy machine that is long.
          testTimeout: 20_000,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...EVERYWHERE_ELSE, "**/*.db.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: EVERYWHERE_ELSE,
          globalSetup: ["lib/testing/database-server.ts"],
          // It asks for "next/server", which Node resolves only when the file is bundled.
          server: { deps: { inline: ["next-auth"] } },
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
