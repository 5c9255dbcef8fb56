import { pool } from "@/lib/db.ts";
import { log } from "@/lib/log.ts";
import { TASKS, URL_CHECK_CHANNEL, type UrlCheckNotice } from "@/lib/queue.ts";
import type { Sender } from "@/worker/send/send.ts";

/** Looks where a URL leads and tells who waits for it. Told once: whoever asked has gone if it is lost, and asks again. */
export function createCheckUrl(sender: Pick<Sender, "probe">) {
  return async function checkUrl(payload: unknown): Promise<void> {
    const { checkId, origin } = TASKS.check_url.parse(payload);
    const { certificateNotAfter, ...found } = await sender.probe(origin);
    const notice: UrlCheckNotice = {
      checkId,
      ...found,
      certificateNotAfter: certificateNotAfter?.toISOString() ?? null,
    };
    await pool().query("select pg_notify($1, $2)", [URL_CHECK_CHANNEL, JSON.stringify(notice)]);
    log.info("url_check", { checkId, class: found.class });
  };
}
