import { z } from "zod";

/** What a try sent, for the log: where it does not follow from its message and the version of its endpoint. */
export interface AttemptRequest {
  method: string;
  url: string;
  /** In the order in which they were sent; what is secret is masked. */
  headers: [string, string][];
  /** `message`: the message's own bytes, which are found there. `not_logged`: the endpoint's requests are not kept. */
  body: Buffer | "message" | "not_logged";
  /** Of endpoints that get access tokens; null when one that was at hand did. */
  token?: TokenUse | null;
}

/** What a try did about its access token: `fetched` before the request, `renewed` because the receiver answered 401. */
export interface TokenUse {
  how: (typeof TOKEN_USES)[number];
  /** How long that took, within the time of the try. */
  ms: number;
}
/** Stored by position. */
const TOKEN_USES = ["fetched", "renewed"] as const;

const BODY_KIND = { message: 0, kept: 1, not_logged: 2 } as const;

/** Columns of attempt_request, each a parameter of the statement that records tries. */
export const REQUEST_COLUMNS = [
  ["id", "uuid"],
  ["method", "text"],
  ["url", "text"],
  ["headers", "text"],
  ["body_kind", "smallint"],
  ["body", "bytea"],
  ["token_use", "smallint"],
  ["token_ms", "real"],
] as const;

/** Parameters in the order of the columns, one entry for each try. */
export function requestParameters(tries: { attemptId: string; request: AttemptRequest }[]): unknown[][] {
  const bodies = tries.map(({ request: { body } }) => body);
  return [
    tries.map(({ attemptId }) => attemptId),
    tries.map(({ request }) => request.method),
    // PostgreSQL's text holds no NUL.
    tries.map(({ request }) => request.url.replaceAll("\0", "")),
    tries.map(({ request }) => JSON.stringify(request.headers)),
    bodies.map((body) => BODY_KIND[typeof body === "string" ? body : "kept"]),
    bodies.map((body) => (typeof body === "string" ? null : body)),
    tries.map(({ request: { token } }) => (token ? TOKEN_USES.indexOf(token.how) : null)),
    tries.map(({ request: { token } }) => token?.ms ?? null),
  ];
}

/** Columns for whoever reads a try; all null when it sent the message as it is. */
export const SELECT_REQUEST = `q.method as sent_method, q.url as sent_url, q.headers as sent_headers, q.body_kind as sent_body_kind,
  q.body as sent_body, q.token_use, q.token_ms`;
export const JOIN_REQUEST = "left join attempt_request q on q.id = a.id";

export interface RequestRow {
  sent_method: string | null;
  sent_url: string | null;
  sent_headers: string | null;
  sent_body_kind: number | null;
  sent_body: Buffer | null;
  token_use: number | null;
  token_ms: number | null;
}

const StoredHeaders = z.array(z.tuple([z.string(), z.string()]));

export interface SentRequest {
  method: string;
  url: string;
  headers: [string, string][];
  body: { kind: "message" | "not_logged" } | { kind: "kept"; text: string | null };
  token: TokenUse | null;
}

/** @returns null for a try that sent the message as it is */
export function readSentRequest(row: RequestRow): SentRequest | null {
  const { sent_method: method, sent_url: url, sent_headers: headers, sent_body_kind: kind, sent_body: body } = row;
  if (method === null || url === null || headers === null) return null;
  return {
    method,
    url,
    headers: StoredHeaders.parse(JSON.parse(headers)),
    body:
      kind === BODY_KIND.kept
        ? { kind: "kept", text: body?.toString("utf8") ?? null }
        : { kind: kind === BODY_KIND.message ? "message" : "not_logged" },
    token: readTokenUse(row),
  };
}

function readTokenUse({ token_use: code, token_ms: ms }: RequestRow): TokenUse | null {
  const how = code === null ? undefined : TOKEN_USES[code];
  return how === undefined || ms === null ? null : { how, ms };
}
