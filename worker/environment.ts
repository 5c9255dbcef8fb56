import { applyEnvironmentEndpoints, WrongSetting } from "@/lib/domain/environment-endpoints/apply.ts";
import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";

/** EX_CONFIG of sysexits.h: starting again would not help, and the supervisor does not. */
const WRONG_SETTING = 78;

/** Endpoints that the settings name. A setting that endpoints cannot have ends the process and names itself. */
export async function applyEnvironment(): Promise<void> {
  try {
    const applied = await applyEnvironmentEndpoints(env());
    if (Object.values(applied).some((count) => count > 0)) log.info("environment_endpoints", { ...applied });
  } catch (error) {
    if (!(error instanceof WrongSetting)) throw error;
    log.error("wrong_setting", { detail: error.message });
    process.exit(WRONG_SETTING);
  }
}
