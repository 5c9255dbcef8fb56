import { applyEnvironmentEndpoints, WrongSetting } from "@/lib/domain/environment-endpoints/apply.ts";
import { requireRightSecretUnscoped, WrongSecret } from "@/lib/domain/secrets/canary.ts";
import { env, WRONG_SETTING } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";

/**
 * The secret that the database was encrypted with, and endpoints that the settings name. A setting that is wrong ends the
 * process and names itself: starting again would not help, and the supervisor does not.
 */
export async function applyEnvironment(): Promise<void> {
  try {
    await requireRightSecretUnscoped();
    const applied = await applyEnvironmentEndpoints(env());
    if (Object.values(applied).some((count) => count > 0)) log.info("environment_endpoints", { ...applied });
  } catch (error) {
    if (!(error instanceof WrongSetting || error instanceof WrongSecret)) throw error;
    log.error("wrong_setting", { detail: error.message });
    process.exit(WRONG_SETTING);
  }
}
