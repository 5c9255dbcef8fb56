import { createTransport } from "nodemailer";
import { log } from "@/lib/log.ts";

/** For each step of handing an e-mail over. */
const STEP_LIMIT_MS = 10_000;

interface Mail {
  /** As whom; null is the operator's own name. */
  fromName: string | null;
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The same for every try, so that a second copy is known as such. */
  id: string;
  /** Where a mail program posts to unsubscribe (RFC 8058); null for staff, who turn it off in the console. */
  unsubscribeUrl: string | null;
}

type Mailed = {
  /** What the mail server said. */
  answer?: string;
} & ({ ok: true } | { ok: false; isFinal: boolean; reason: "address_refused" | "mail_server"; status: number | null });

export interface Mailer {
  /** Never rejects: whatever happens is a result. */
  send(mail: Mail): Promise<Mailed>;
}

/**
 * Hands e-mails to the operator's mail server. Its address is a setting, not a customer's, so the rules for addresses do
 * not hold for it; bodies are given as text, never as files or URLs to read.
 */
export function createMailer({ url, from }: { url: string; from: { name: string; address: string } }): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: STEP_LIMIT_MS,
    greetingTimeout: STEP_LIMIT_MS,
    dnsTimeout: STEP_LIMIT_MS,
    socketTimeout: STEP_LIMIT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = from.address.split("@").at(-1);

  return {
    async send({ fromName, to, subject, text, html, id, unsubscribeUrl }) {
      try {
        const { response } = await transport.sendMail({
          from: { ...from, name: fromName ?? from.name },
          // As an object: nothing in it is read as a second address.
          to: { name: "", address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${domain}>`,
          headers: {
            "Auto-Submitted": "auto-generated",
            ...(unsubscribeUrl === null ? {} : unsubscribeHeaders(unsubscribeUrl)),
          },
        });
        return { ok: true, answer: response };
      } catch (error) {
        log.warn("mail_failed", { error });
        return failureOf(error);
      }
    },
  };
}

function unsubscribeHeaders(url: string) {
  return {
    "List-Unsubscribe": { prepared: true, value: `<${url}>` },
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** What may be told to whoever wrote the address down: nothing about the operator's mail server. Staff get `answer` too. */
function failureOf(error: unknown): Mailed {
  const { responseCode, command, response } = error as {
    responseCode?: unknown;
    command?: unknown;
    response?: unknown;
  };
  const answer = typeof response === "string" ? response : error instanceof Error ? error.message : String(error);
  const isRefused = command === "RCPT TO" && typeof responseCode === "number" && responseCode >= 500;
  if (isRefused) return { ok: false, isFinal: true, reason: "address_refused", status: responseCode, answer };
  return { ok: false, isFinal: false, reason: "mail_server", status: null, answer };
}
