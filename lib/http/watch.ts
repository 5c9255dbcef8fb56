import { startSettings } from "@/lib/domain/settings/snapshot.ts";
import { evaluateStaffAlertsUnscoped, LOOK_MS } from "@/lib/domain/staff-alerts/evaluate.ts";
import { log } from "@/lib/log.ts";

/**
 * Looks at the rules of alerts to staff from a web process too: that no worker lives is seen by nobody else. It is sent by
 * the first worker that comes back; until then the console shows it, and `posthorn_workers` and `/api/health/ready` tell it.
 * Begins to follow the settings of the installation as well.
 */
export function startWatch(): void {
  let looking = false;
  const look = async () => {
    if (looking) return;
    looking = true;
    try {
      await evaluateStaffAlertsUnscoped();
    } catch (error) {
      log.warn("staff_alerts_look_failed", { error });
    } finally {
      looking = false;
    }
  };
  void startSettings();
  setInterval(() => void look(), LOOK_MS).unref();
}
