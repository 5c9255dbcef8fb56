import { afterEach, beforeEach, expect, test } from "vitest";
import { type Mailbox, startMailbox } from "@/e2e/mailbox.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { startReplay } from "@/lib/domain/replays/start.ts";
import { cancelTask } from "@/lib/domain/tasks/change.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { aStaff } from "@/lib/testing/staff.ts";
import { failedReplay, sendDue, work } from "@/lib/testing/tasks.ts";
import { anEndpoint, aTenant, uuidOf } from "@/lib/testing/tenants.ts";
import { createMailer } from "@/worker/send/mail.ts";
import { createMailReplayEnd } from "@/worker/tasks/mail-replay-end.ts";

useDatabase();

let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = await startMailbox();
});
afterEach(() => mailbox.close());

/** A replay of one failed delivery, begun so many minutes ago by this person. */
async function aReplay(by: (ctx: Context) => Context, minutes: number) {
  const { ctx, applicationId, customer, application } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  await aDelivery({ applicationId, endpointId, state: "failed", atMs: Date.now() - 3_600_000 });
  const body = { since: new Date(Date.now() - 7_200_000).toISOString(), name: "TLS renewal\r\nBcc: x@y.example" };
  const task = await startReplay(by(customer), { kind: "endpoint.recover", applicationId, endpointId, body });
  const taskId = uuidOf("task", task.id);
  await pool().query("update background_task set created_at = created_at - $2 * interval '1 minute' where id = $1", [
    taskId,
    minutes,
  ]);
  return { task, taskId, endpointId, application };
}

const jobs = async (taskId: string) =>
  (await pool().query("select 1 from graphile_worker.jobs where key = $1", [`mail_replay_end ${taskId}`])).rowCount;
const staffOf = async (email: string): Promise<Context> => ({
  actor: { kind: "staff", id: await aStaff(email), label: "Ada", role: "support" },
  requestId: "test",
});

test("who asked for a replay that took long is mailed what became of it; a short one, a customer's and a canceled one tell nobody", async () => {
  const ada = await staffOf("ada@posthorn.test");
  const { task, taskId, endpointId, application } = await aReplay(() => ada, 6);
  await work(task);
  await sendDue(endpointId, failedReplay);
  expect((await work(task)).state).toBe("finished");
  expect(await jobs(taskId)).toBe(1);

  const mailer = createMailer({ url: mailbox.url, from: { name: "Posthorn", address: "alerts@acme.example" } });
  mailbox.refuseWith("451 busy");
  await expect(createMailReplayEnd(mailer)({ taskId })).rejects.toThrow(/tried again/);
  mailbox.refuseWith(null);
  await createMailReplayEnd(mailer)({ taskId });
  const [mail, ...others] = mailbox.mails;
  expect(others).toEqual([]);
  expect(mail?.to).toEqual(["ada@posthorn.test"]);
  expect(mail?.headers.get("subject")).toEqual(["Your replay “TLS renewal Bcc: x@y.example” is over, with failures"]);
  expect(mail?.text).toContain("1 failed again");
  expect(mail?.text).toContain(`/console/applications/${application.id}/replays/${task.id}`);

  const short = await aReplay(() => ada, 1);
  const theirs = await aReplay((customer) => customer, 6);
  for (const one of [short, theirs]) {
    await work(one.task);
    await sendDue(one.endpointId);
    expect((await work(one.task)).state).toBe("finished");
  }
  const canceled = await aReplay(() => ada, 6);
  await cancelTask(ada, { taskId: canceled.taskId });
  expect(await Promise.all([short, theirs, canceled].map((one) => jobs(one.taskId)))).toEqual([0, 0, 0]);

  // Nobody is mailed who may not sign in any more.
  await pool().query("update staff set disabled_at = now()");
  await createMailReplayEnd(mailer)({ taskId });
  expect(mailbox.mails).toHaveLength(1);
});
