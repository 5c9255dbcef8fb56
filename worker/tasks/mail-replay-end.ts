import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import { findReplayEndUnscoped } from "@/lib/domain/tasks/mail-end.ts";
import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";
import { TASKS } from "@/lib/queue.ts";
import { type AlertDocument, oneLine } from "@/worker/alerts/document.ts";
import type { Mailer } from "@/worker/send/mail.ts";
import { mailToStaff } from "@/worker/send/mail-to-staff.ts";

/** Mails the end of a long replay to the member of staff who asked for it. The queue tries again while the mail server is away. */
export function createMailReplayEnd(mailer: Mailer | null) {
  return async function mailReplayEnd(payload: unknown): Promise<void> {
    const { taskId } = TASKS.mail_replay_end.parse(payload);
    const ended = await findReplayEndUnscoped(taskId);
    if (!ended || !mailer) return;
    const { task, email } = ended;
    const isSent = await mailToStaff(mailer, { to: email, document: replayEndDocument(task), id: `${task.id}.end` });
    log.info(isSent ? "replay_end_mailed" : "replay_end_refused", { taskId: task.id });
  };
}

/** What became of a replay, in English, as the console is. */
function replayEndDocument(task: BackgroundTaskOut): AlertDocument {
  const { progress, name, applicationId, error } = task;
  const count = (n: number) => n.toLocaleString("en-US");
  const what = name === null ? "Your replay" : `Your replay “${oneLine(name)}”`;
  const how = task.state === "failed" ? "stopped" : progress.failed > 0 ? "is over, with failures" : "is over";
  const path =
    applicationId === null
      ? `/console/replays/${task.id}`
      : `/console/applications/${applicationId}/replays/${task.id}`;
  const lines = [
    `${count(progress.succeeded)} of ${count(progress.total)} delivered`,
    ...(progress.failed > 0 ? [`${count(progress.failed)} failed again`] : []),
    ...(progress.skipped > 0 ? [`${count(progress.skipped)} skipped: something else had become of them`] : []),
    ...(progress.left > 0 ? [`${count(progress.left)} not sent`] : []),
    ...progress.causes.slice(0, 5).map((cause) => `${cause.label}: ${count(cause.count)}`),
  ];
  return {
    subject: `${what} ${how}`,
    lead: error === null ? `${what} ${how}.` : `${what} ${how}: ${error}`,
    sections: [{ title: "What became of it", lines }],
    action: { label: "Open the replay", url: new URL(path, env().PUBLIC_URL).href },
    where: null,
    footer: ["You get this because you asked for a replay that took more than five minutes."],
    footerLink: null,
  };
}
