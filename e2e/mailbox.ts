import { SMTPServer } from "smtp-server";

/** For connections that are open when it is closed. */
const CLOSE_WITHIN_MS = 100;

interface ReceivedMail {
  /** Of the envelope. */
  to: string[];
  /** Names in lower case; folded lines joined, encoded words read. */
  headers: Map<string, string[]>;
  text: string;
  html: string;
}

export interface Mailbox {
  url: string;
  mails: ReceivedMail[];
  /** What to answer to the next recipients, instead of taking them. */
  refuseWith(answer: string | null): void;
  close(): Promise<void>;
}

/** A mail server for tests: it takes everything and shows it. */
export async function startMailbox({ host = "127.0.0.1", port = 0 } = {}): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  let refusal: string | null = null;

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: CLOSE_WITHIN_MS,
    onRcptTo(_address, _session, done) {
      const [, code, text] = /^(\d{3}) (.*)$/.exec(refusal ?? "") ?? [];
      done(code === undefined ? null : Object.assign(new Error(text), { responseCode: Number(code) }));
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const source = Buffer.concat(chunks).toString("utf8").replaceAll("\r\n", "\n");
        mails.push({ to: envelope.rcptTo.map(({ address }) => address), ...readMail(source) });
        done();
      });
    },
  });
  // A client that hangs up in the middle is not the test's business.
  server.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.server.address();
  const at = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `smtp://${host}:${at}`,
    mails,
    refuseWith: (answer) => {
      refusal = answer;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function readMail(source: string): Omit<ReceivedMail, "to"> {
  const { headers, body } = split(source);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get("content-type")?.[0] ?? "")?.[1];
  const parts = boundary === undefined ? [source] : body.split(`--${boundary}`).slice(1, -1);
  const part = (type: string) => {
    const found = parts
      .map((one) => split(one.replace(/^\n/, "")))
      .find((one) => one.headers.get("content-type")?.[0]?.startsWith(type));
    return found ? decode(found.body, found.headers.get("content-transfer-encoding")?.[0] ?? "7bit") : "";
  };
  return { headers, text: part("text/plain"), html: part("text/html") };
}

function split(source: string): { headers: ReceivedMail["headers"]; body: string } {
  const end = source.indexOf("\n\n");
  const headers: ReceivedMail["headers"] = new Map();
  for (const line of source
    .slice(0, end)
    .replace(/\n[ \t]+/g, " ")
    .split("\n")) {
    const [, name = "", value = ""] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), readWords(value)]);
  }
  return { headers, body: source.slice(end + 2) };
}

/** Encoded words (RFC 2047); blanks between two of them are none. */
function readWords(value: string): string {
  return value
    .replace(/(=\?[^?]+\?[QB]\?[^?]*\?=)\s+(?==\?)/gi, "$1")
    .replace(/=\?[^?]+\?([QB])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === "B" ? Buffer.from(text, "base64").toString("utf8") : fromQuoted(text.replaceAll("_", " ")),
    );
}

function decode(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? fromQuoted(body.replace(/=\n/g, "")) : body;
}

function fromQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
