// The database that a start uses: the operator's own, or the embedded one, kept alive.
import { setTimeout as sleep } from "node:timers/promises";
import { ensureInstanceDirectory } from "./data-directory.mjs";
import { ensureSecret, requireSecret } from "./secret.mjs";

const TRIES = 5;
const STEADY_MS = 60_000;

/**
 * @param onMoved called with the new URL when a restarted server had to take another port.
 * @param onLost called when the server died and did not come back.
 */
export async function openDatabase({ log, onMoved, onLost }) {
  if (process.env.DATABASE_URL) {
    requireSecret();
    return { url: process.env.DATABASE_URL, secretSettings: {}, stop: async () => {} };
  }
  const { startEmbeddedPostgres } = await import("./embedded-postgres.mjs");
  const secretSettings = ensureSecret(ensureInstanceDirectory());
  let server = await startEmbeddedPostgres({ log });
  let stopping = false;

  async function startAgain() {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      try {
        return await startEmbeddedPostgres({ log, preferredPort: server.port });
      } catch (error) {
        log(`start ${attempt} of ${TRIES} failed: ${error.message}`);
        await sleep(attempt * 1000);
        if (stopping) return undefined;
      }
    }
    return undefined;
  }

  async function watch() {
    for (let deaths = 1; ; deaths++) {
      const startedAt = Date.now();
      await server.done;
      if (stopping) return;
      if (Date.now() - startedAt > STEADY_MS) deaths = 1;
      log("the server has died; starting it again");
      const again = deaths > TRIES ? undefined : await startAgain();
      if (stopping) return void (await again?.stop());
      if (!again) return onLost();
      const moved = again.url !== server.url;
      server = again;
      if (moved) onMoved(again.url);
    }
  }

  void watch();
  const stop = () => {
    stopping = true;
    return server.stop();
  };
  return { url: server.url, secretSettings, stop };
}
