/** What the text of a refusal gives away about who refused: the framework, a firewall, a tunnel or the receiver's own code. */
export type ReplyHint =
  | "signature"
  | "csrf"
  | "login_page"
  | "firewall"
  | "html_page"
  | "tunnel_offline"
  | "tunnel_upstream";

export type Reply = { headers: Record<string, string | undefined>; bodyText: string | null };

const LOGIN = /\b(log|sign)[ -]?(in|on)\b|type=["']?password/i;
const FIREWALL =
  /error (code: )?10(06|07|08|09|10|12|15|20)\b|attention required|access denied|request blocked|web application firewall|just a moment/i;
const CSRF = /csrf|xsrf|page expired|InvalidAuthenticityToken|authenticity token/i;
const SIGNATURE = /signature|\bhmac\b|webhook[ _-]?secret|whsec_|timestamp.{0,20}(too old|too new|tolerance)/i;
const MAX_QUOTE_LENGTH = 160;

/** Most specific first: a firewall page may also contain a sign-in link. */
export function readReplyHint({ headers, bodyText }: Reply): ReplyHint | null {
  const text = bodyText ?? "";
  const ngrokCode = headers["ngrok-error-code"] ?? /ERR_NGROK_\d+/.exec(text)?.[0];
  if (ngrokCode !== undefined) return ngrokCode === "ERR_NGROK_8012" ? "tunnel_upstream" : "tunnel_offline";

  if (CSRF.test(text)) return "csrf";
  if (FIREWALL.test(text) || headers["cf-mitigated"] !== undefined) return "firewall";
  if (isHtml(headers, text)) return LOGIN.test(text) ? "login_page" : "html_page";
  return SIGNATURE.test(text) ? "signature" : null;
}

/** The beginning of a reply as one line to quote; of a web page its title, because its first lines say nothing. */
export function quoteReply({ headers, bodyText }: Reply): string | null {
  const text = bodyText ?? "";
  const source = isHtml(headers, text) ? (/<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? "") : text;
  const line = source.replace(/\s+/g, " ").trim();
  if (line === "") return null;
  return line.length > MAX_QUOTE_LENGTH ? `${line.slice(0, MAX_QUOTE_LENGTH - 1)}…` : line;
}

function isHtml(headers: Reply["headers"], text: string): boolean {
  return /text\/html/i.test(headers["content-type"] ?? "") || /^\s*<(!doctype html|html)/i.test(text);
}
