import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, type ReceivedRequest, respond } from "@/e2e/receiver.ts";

export type TokenServer = {
  url: string;
  /** Every request for a token. */
  requests: ReceivedRequest[];
  /** Every token that was given, the newest last. */
  tokens: string[];
  /** Instead of a token, for as long as it is set. */
  answerWith: (answer: Answer | null) => void;
  close: () => Promise<void>;
};

const fromForm = (text: string) => decodeURIComponent(text.replaceAll("+", " "));

/** An OAuth 2 token server on loopback: checks the client as RFC 6749 §2.3.1 says, and gives another token each time. */
export async function startTokenServer(client: { id: string; secret: string }): Promise<TokenServer> {
  const requests: ReceivedRequest[] = [];
  const tokens: string[] = [];
  let instead: Answer | null = null;

  function give({ headers, rawBody }: ReceivedRequest): Answer {
    const form = new URLSearchParams(rawBody.toString());
    const [, basic = ""] = /^Basic (.*)$/.exec(headers.authorization ?? "") ?? [];
    const [id, secret] = basic
      ? Buffer.from(basic, "base64").toString().split(":").map(fromForm)
      : [form.get("client_id"), form.get("client_secret")];
    const body = (value: object) => ({
      headers: { "content-type": "application/json" },
      body: JSON.stringify(value),
    });
    if (form.get("grant_type") !== "client_credentials") {
      return { status: 400, ...body({ error: "unsupported_grant_type" }) };
    }
    if (id !== client.id || secret !== client.secret) {
      return {
        status: 401,
        ...body({ error: "invalid_client", error_description: `${id} with ${secret} is unknown` }),
      };
    }
    const token = `access-token-number-${tokens.length + 1}`;
    tokens.push(token);
    return { status: 200, ...body({ access_token: token, token_type: "Bearer", expires_in: 3600 }) };
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const received = { method, path: url, headers, rawBody: Buffer.concat(chunks), at: new Date() };
      requests.push(received);
      void respond(response, instead ?? give(received));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/token`,
    requests,
    tokens,
    answerWith: (answer) => {
      instead = answer;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
