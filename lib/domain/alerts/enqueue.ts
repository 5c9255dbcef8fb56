import type { AlertDispatch, AlertRecipient } from "@/generated/prisma/client.ts";
import type { Tx } from "@/lib/db.ts";
import { ProblemError } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";
import { ALERT_CHANNEL } from "@/lib/queue.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const CONFIRM_EVERY_MS = 10 * MINUTE_MS;
const CONFIRMS_A_DAY = 3;
/** Of an application: whoever adds addresses and takes them back writes to strangers. */
const CONFIRMS_A_DAY_IN_ALL = 40;
const TESTS_AN_HOUR = 5;

/** Hands an e-mail or a post to the worker, in the caller's transaction. */
async function enqueue(tx: Tx, recipient: AlertRecipient, purpose: "confirm" | "test"): Promise<AlertDispatch> {
  const { id: recipientId, applicationId } = recipient;
  const dispatch = await tx.alertDispatch.create({ data: { id: newUuid(), applicationId, recipientId, purpose } });
  await tx.$queryRaw`select pg_notify(${ALERT_CHANNEL}, '')::text`;
  return dispatch;
}

/**
 * Sends the link to confirm an address. An address is written to three times a day at most, whoever asks: this is the
 * one e-mail that goes to somebody who did not ask for it.
 * @throws ProblemError rate_limited
 */
export async function enqueueConfirmation(tx: Tx, recipient: AlertRecipient): Promise<AlertRecipient> {
  const { id, applicationId, email, confirmRequestedAt } = recipient;
  const waitMs = (confirmRequestedAt?.getTime() ?? 0) + CONFIRM_EVERY_MS - Date.now();
  if (waitMs > 0) throw tooMany("A link was sent a moment ago.", waitMs);
  const purpose = "confirm";
  const createdAt = { gt: new Date(Date.now() - DAY_MS) };
  const [toAddress, inAll] = await Promise.all([
    tx.alertDispatch.count({ where: { purpose, createdAt, recipient: { email } } }),
    tx.alertDispatch.count({ where: { purpose, createdAt, applicationId } }),
  ]);
  if (toAddress >= CONFIRMS_A_DAY) throw tooMany("This address was sent as many links today as we send.", DAY_MS);
  if (inAll >= CONFIRMS_A_DAY_IN_ALL) throw tooMany("As many links were sent today as we send.", DAY_MS);
  await enqueue(tx, recipient, purpose);
  return tx.alertRecipient.update({ where: { id }, data: { confirmRequestedAt: new Date() } });
}

/** @throws ProblemError rate_limited */
export async function enqueueTest(
  tx: Tx,
  recipient: AlertRecipient,
  testsAnHour = TESTS_AN_HOUR,
): Promise<AlertDispatch> {
  const createdAt = { gt: new Date(Date.now() - 60 * MINUTE_MS) };
  const sent = await tx.alertDispatch.count({ where: { recipientId: recipient.id, purpose: "test", createdAt } });
  if (sent >= testsAnHour) throw tooMany(`A recipient gets ${testsAnHour} tests an hour at most.`, 60 * MINUTE_MS);
  return enqueue(tx, recipient, "test");
}

function tooMany(detail: string, waitMs: number): ProblemError {
  return new ProblemError("rate_limited", `${detail} Try again later.`, {
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  });
}
