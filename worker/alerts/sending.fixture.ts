import { afterEach, beforeEach } from "vitest";
import { type Mailbox, startMailbox } from "@/e2e/mailbox.ts";
import { pool } from "@/lib/db.ts";
import { parseCidrs } from "@/lib/webhook/address.ts";
import { type PostReceiver, startReceiver } from "@/worker/alerts/post-receiver.fixture.ts";
import { sendAlerts } from "@/worker/alerts/start.ts";
import { createMailer } from "@/worker/send/mail.ts";
import { createSender } from "@/worker/send/send.ts";

const FROM = { name: "Acme", address: "alerts@acme.example" };

export interface Sending {
  /** Of this test alone. */
  mailbox: () => Mailbox;
  subjects: () => (string | undefined)[];
  aReceiver: (codes: number[]) => Promise<PostReceiver>;
  /** The worker's way out, for as long as there is something to send. */
  sendAll: (options?: { allow?: string }) => Promise<void>;
}

/** Gives each test a mailbox, and nobody to tell but its own recipients. Call it once, at the top of the file. */
export function useSending(): Sending {
  let current: Mailbox | undefined;
  const cleanups: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    current = await startMailbox();
    cleanups.push(current.close);
    // Each test has its own customers; what others left is not theirs to send.
    await pool().query("delete from alert_recipient");
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  const mailbox = () => {
    if (!current) throw new Error("There is a mailbox within a test only.");
    return current;
  };
  return {
    mailbox,
    subjects: () => mailbox().mails.map(({ headers }) => headers.get("subject")?.[0]),
    async aReceiver(codes) {
      const receiver = await startReceiver(codes);
      cleanups.push(receiver.close);
      return receiver;
    },
    async sendAll({ allow = "127.0.0.0/8" } = {}) {
      const sender = createSender({ allow: parseCidrs(allow) });
      const mailer = createMailer({ url: mailbox().url, from: FROM });
      while ((await sendAlerts({ sender, mailer })).isMore);
      await sender.close();
    },
  };
}
