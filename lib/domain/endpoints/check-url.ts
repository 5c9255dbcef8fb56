import { lookup } from "node:dns/promises";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { couldBeInbox, inboxTokenOf } from "@/lib/domain/inboxes/own-url.ts";
import { env } from "@/lib/env.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { type AllowList, judgeAddress, judgeUrl, literalOf } from "@/lib/webhook/address.ts";
import { isOwnAddress } from "@/lib/webhook/own-address.ts";

const RESOLVE_LIMIT_MS = 3_000;

/** One text for every reason that has to do with where a URL leads: it must not tell what exists inside our network. */
export const ADDRESS_NOT_ALLOWED =
  "This address is not allowed: it is private or reserved. Use a whole public URL, such as https://api.example.com/webhooks.";

/** The addresses behind a name; rejects when there are none. */
export type ResolveName = (hostname: string) => Promise<string[]>;

export interface UrlRules {
  ours: readonly string[];
  allow: AllowList;
  allowHttp: boolean;
  /** null where names are an egress proxy's to resolve and to judge. */
  resolve: ResolveName | null;
}

/**
 * Judges a URL when it is saved, for the sake of whoever typed it; the worker judges again whenever it dials.
 * @returns null when it may be saved, else what is wrong with it in a sentence
 */
export async function judgeEndpointUrl(text: string, rules: UrlRules): Promise<string | null> {
  const verdict = judgeUrl(text, rules);
  if (!verdict.ok) {
    const hidden = verdict.reason === "host_not_allowed" || verdict.reason === "address_not_allowed";
    return hidden ? ADDRESS_NOT_ALLOWED : verdict.message;
  }
  // An endpoint at our own API would let messages make messages.
  if (isOwnAddress(verdict.url, rules.ours)) return ADDRESS_NOT_ALLOWED;

  const { hostname } = verdict.url;
  if (literalOf(hostname) !== null || rules.resolve === null) return null;
  const addresses = await withinLimit(rules.resolve(hostname));
  return addresses.some((address) => judgeAddress(address, rules.allow) === "blocked") ? ADDRESS_NOT_ALLOWED : null;
}

/**
 * Checks the URL of an endpoint that is to be saved. A debug inbox of the same application is always fine.
 * @throws InvalidInput naming the field
 */
export async function checkUrl(ctx: Context, input: { applicationId: string; url: string }): Promise<void> {
  const problem = await judgeUrlOf(ctx, input, resolverInForce());
  if (problem) throw new InvalidInput(["body", "url"], problem, "value_error.url");
}

/**
 * Checks where access tokens are fetched. Tokens are not messages: no debug inbox gives any.
 * @throws InvalidInput naming the field
 */
export async function checkTokenUrl(url: string): Promise<void> {
  const problem = await judgeEndpointUrl(url, { ...rulesOfUrls(), resolve: resolverInForce() });
  if (problem) throw new InvalidInput(["body", "oauth2", "tokenUrl"], problem, "value_error.url");
}

/**
 * Checks where staff of the operator are told. The rules are those of endpoints: staff of one installation have no more
 * business inside its network than its customers have.
 * @throws InvalidInput naming the field
 */
export async function checkOperatorUrl(url: string): Promise<void> {
  const problem = await judgeEndpointUrl(url, { ...rulesOfUrls(), resolve: resolverInForce() });
  if (problem) throw new InvalidInput(["body", "url"], problem, "value_error.url");
}

/** @returns null when an application may have this URL, else what is wrong with it in a sentence */
export async function judgeUrlOf(
  ctx: Context,
  input: { applicationId: string; url: string },
  resolve: ResolveName | null,
): Promise<string | null> {
  const token = inboxTokenOf(input.url, env().PUBLIC_URL);
  if (token !== null) return judgeInbox(ctx, input.applicationId, token);
  return judgeEndpointUrl(input.url, { ...rulesOfUrls(), resolve });
}

function resolverInForce(): ResolveName | null {
  return env().EGRESS_PROXY_URL ? null : resolveBySystem;
}

function rulesOfUrls(): Omit<UrlRules, "resolve"> {
  const { PORTAL_URL, PUBLIC_URL, POSTHORN_EGRESS_ALLOW, POSTHORN_ALLOW_HTTP } = env();
  return { ours: [PUBLIC_URL, PORTAL_URL], allow: POSTHORN_EGRESS_ALLOW, allowHttp: POSTHORN_ALLOW_HTTP };
}

/** An inbox of another customer is like one that never was: whoever knows its address learns nothing by trying it. */
async function judgeInbox(ctx: Context, applicationId: string, token: string): Promise<string | null> {
  if (!couldBeInbox(token)) return null;
  const inbox = await (ctx.tx ?? db()).inbox.findFirst({ where: { token, applicationId }, select: { id: true } });
  return inbox ? null : ADDRESS_NOT_ALLOWED;
}

/** A name that does not resolve, or not in time, may be saved: its record may come later, and the worker judges then. */
async function withinLimit(answer: Promise<string[]>): Promise<string[]> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<string[]>((done) => {
    timer = setTimeout(done, RESOLVE_LIMIT_MS, []);
  });
  try {
    return await Promise.race([answer.catch(() => []), limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function resolveBySystem(hostname: string): Promise<string[]> {
  const answers = await lookup(hostname, { all: true, verbatim: true });
  return answers.map(({ address }) => address);
}
