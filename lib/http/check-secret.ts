import { requireRightSecretUnscoped, WrongSecret } from "@/lib/domain/secrets/canary.ts";
import { WRONG_SETTING } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";

const ASK_AGAIN_MS = 250;

/**
 * Ends the process when the settings give another secret than the database was encrypted with. A database that is away
 * is asked again: until then no request gets anything from it either.
 */
export async function checkSecret(): Promise<void> {
  try {
    await requireRightSecretUnscoped();
  } catch (error) {
    if (error instanceof WrongSecret) {
      log.error("wrong_setting", { detail: error.message });
      process.exit(WRONG_SETTING);
    }
    log.debug("web.secret_not_checked", { error });
    setTimeout(checkSecret, ASK_AGAIN_MS).unref();
  }
}
