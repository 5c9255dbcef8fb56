/** What a pasted text is, as far as its form tells. Anything else may be an idempotency key, or words of a payload. */
export type Pasted =
  | { kind: "delivery" | "endpoint" | "message" | "attempt"; id: string }
  | { kind: "url"; url: string }
  | { kind: "text"; text: string };

const KINDS = { dlv: "delivery", ep: "endpoint", msg: "message", atmpt: "attempt" } as const;
const ID = /^(dlv|ep|msg|atmpt)_[A-Za-z0-9]{27}$/;

export function readPasted(typed: string): Pasted | null {
  const text = typed.trim();
  if (text === "") return null;
  const prefix = ID.exec(text)?.[1] as keyof typeof KINDS | undefined;
  if (prefix) return { kind: KINDS[prefix], id: text };
  if (/^https?:\/\/\S+$/i.test(text)) return { kind: "url", url: text };
  return { kind: "text", text };
}

/** The same address, however its host is written and whether or not it ends with a slash. */
export function sameUrl(a: string, b: string): boolean {
  const plain = (url: string) => (URL.parse(url)?.href ?? url).replace(/\/$/, "");
  return plain(a) === plain(b);
}
