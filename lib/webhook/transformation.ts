import { type AllowList, judgeUrl } from "@/lib/webhook/address.ts";
import { checkCustomHeaders, MAX_HEADER_VALUE_LENGTH } from "@/lib/webhook/headers.ts";
import { isOwnAddress } from "@/lib/webhook/own-address.ts";

/** Methods that carry a body: nothing else could be signed. */
const TRANSFORM_METHODS = ["POST", "PUT", "PATCH"] as const;
type TransformMethod = (typeof TRANSFORM_METHODS)[number];

/** What a transformation returned, before anything of it is believed. */
export interface ReturnedWebhook {
  cancel: boolean;
  /** JSON of `{method, url, headers}`. */
  head: string;
  bodyKind: "same" | "json" | "text";
  body: string;
}

/** What a transformation makes of a request. */
export type Transformed =
  | { kind: "cancel" }
  | {
      kind: "send";
      method: TransformMethod;
      url: string;
      /** They win over the endpoint's own. */
      headers: Record<string, string>;
      /** null when the payload is to be sent byte for byte as it is. */
      body: { kind: "json" | "text"; text: string } | null;
      /** Of the body, when it is another one: JSON, or what the code says of its text. */
      contentType: string | null;
    }
  | { kind: "refused"; message: string };

interface UrlRules {
  /** Of the endpoint: it was judged when it was saved, and whatever it is, leaving it is allowed. */
  endpointUrl: string;
  allow: AllowList;
  allowHttp: boolean;
  /** `PUBLIC_URL`: messages that make messages are refused. */
  ours: readonly string[];
}

export interface TransformRules extends UrlRules {
  /** Names that the endpoint's own signatures are written under, in lower case. */
  signatureNames: readonly string[];
}

const refused = (message: string): Transformed => ({ kind: "refused", message });

/** Judges what a transformation returned by the rules that hold for endpoints: it may not do what its owner may not. */
export function readTransformed(returned: ReturnedWebhook, rules: TransformRules): Transformed {
  if (returned.cancel) return { kind: "cancel" };
  const head: unknown = JSON.parse(returned.head);
  // Code may change how its objects are written: what began as one may be anything by now.
  if (typeof head !== "object" || head === null) return refused("method, url and headers cannot be read.");
  const { method, url, headers } = head as Record<string, unknown>;

  const verb = TRANSFORM_METHODS.find((known) => known === method);
  if (!verb) return refused(`method must be one of ${TRANSFORM_METHODS.join(", ")}.`);
  if (typeof url !== "string") return refused("url must be a text.");
  const problem = problemOfUrl(url, rules);
  if (problem) return refused(`url: ${problem}`);

  const read = readHeaders(headers);
  if (typeof read === "string") return refused(`headers: ${read}`);
  const { contentType, custom } = splitContentType(read);
  if (contentType !== null && returned.bodyKind !== "text") {
    return refused("headers: content-type can be set when the payload is a text; everything else is application/json.");
  }
  const wrong = checkCustomHeaders(custom)[0] ?? (contentType === null ? null : problemOfContentType(contentType));
  if (wrong) return refused(`headers: ${wrong.name}: ${wrong.reason}`);

  const signature = Object.keys(custom).find((name) => rules.signatureNames.includes(name.toLowerCase()));
  if (signature) return refused(`headers: ${signature}: This endpoint's signature is written there.`);
  if (contentType !== null && isJsonType(contentType) && !isJson(returned.body)) {
    return refused("payload: It is not JSON, as its content-type says.");
  }

  const body = returned.bodyKind === "same" ? null : { kind: returned.bodyKind, text: returned.body };
  return {
    kind: "send",
    method: verb,
    url,
    headers: custom,
    body,
    contentType: body && (body.kind === "json" ? "application/json" : (contentType ?? TEXT_TYPE)),
  };
}

const TEXT_TYPE = "text/plain; charset=utf-8";

function isJsonType(contentType: string): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(contentType);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function problemOfUrl(url: string, { endpointUrl, allow, allowHttp, ours }: UrlRules): string | null {
  if (url === endpointUrl) return null;
  const verdict = judgeUrl(url, { allow, allowHttp });
  if (!verdict.ok) return verdict.message;
  return isOwnAddress(verdict.url, ours) ? "This address is not allowed." : null;
}

/** @returns the headers, or what is wrong with them */
function readHeaders(headers: unknown): [string, string][] | string {
  if (headers === undefined || headers === null) return [];
  if (typeof headers !== "object" || Array.isArray(headers)) return "must be an object of texts.";
  const entries: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    // As it is easily written; anything else would be sent as "[object Object]".
    if (typeof value === "number" || typeof value === "boolean") entries.push([name, String(value)]);
    else if (typeof value === "string") entries.push([name, value]);
    else return `${name.slice(0, 100)} must be a text.`;
  }
  return entries;
}

function splitContentType(entries: [string, string][]) {
  const isContentType = ([name]: [string, string]) => name.toLowerCase() === "content-type";
  return {
    contentType: entries.find(isContentType)?.[1] ?? null,
    custom: Object.fromEntries(entries.filter((entry) => !isContentType(entry))),
  };
}

function problemOfContentType(value: string): { name: string; reason: string } | null {
  const isOne = /^[\w.+-]+\/[\w.+-]+(\s*;\s*[\w.-]+=[\w."-]+)*$/.test(value) && value.length <= MAX_HEADER_VALUE_LENGTH;
  return isOne ? null : { name: "content-type", reason: "It is not a media type such as text/plain." };
}

/** Whether headers that were given for one address may be sent to another: credentials stay with their origin. */
export function isSameOrigin(url: string, endpointUrl: string): boolean {
  return url === endpointUrl || new URL(url).origin === new URL(endpointUrl).origin;
}
