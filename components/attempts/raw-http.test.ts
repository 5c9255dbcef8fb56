import { expect, test } from "vitest";
import { curlCommand } from "@/components/attempts/curl.ts";
import { rawRequest, rawResponse, responseBytes } from "@/components/attempts/raw-http.ts";

const request = {
  method: "POST" as const,
  url: "https://api.example.com/hooks?x=1",
  headers: [
    ["content-type", "application/json"],
    ["user-agent", "Posthorn"],
    ["webhook-id", "msg_1"],
  ] as [string, string][],
  body: '{"name":"O\'Neil","city":"Zürich"}',
  bodyMissing: null,
  authentication: null,
  token: null,
};

test("the raw request has the path of the URL and the length of the body in bytes", () => {
  expect(rawRequest(request)).toBe(
    [
      "POST /hooks?x=1 HTTP/1.1",
      "host: api.example.com",
      "content-type: application/json",
      "user-agent: Posthorn",
      "webhook-id: msg_1",
      "content-length: 34",
      "",
      request.body,
    ].join("\r\n"),
  );
});

test("the raw response begins with the words of its status", () => {
  expect(
    rawResponse({
      statusCode: 502,
      headers: [["server", "nginx"]],
      body: "no",
      base64: false,
    }),
  ).toBe("HTTP/1.1 502 Bad Gateway\r\nserver: nginx\r\n\r\nno");
});

test("a body with quotes survives the shell", () => {
  expect(curlCommand(request)).toBe(
    [
      "curl -X POST 'https://api.example.com/hooks?x=1' \\",
      "  -H 'content-type: application/json' \\",
      "  -H 'webhook-id: msg_1' \\",
      `  --data-binary '{"name":"O'\\''Neil","city":"Zürich"}'`,
    ].join("\n"),
  );
});

test("the bytes of a reply that is no text are what came, not their base64", async () => {
  const received = {
    statusCode: 200,
    headers: [["content-type", "image/png"]] as [string, string][],
    body: Buffer.from([0x89, 0x50, 0xff, 0x00]).toString("base64"),
    base64: true,
  };
  const bytes = new Uint8Array(await new Blob(responseBytes(received)).arrayBuffer());
  const head = "HTTP/1.1 200 OK\r\ncontent-type: image/png\r\n\r\n";
  expect(Buffer.from(bytes.slice(0, head.length)).toString()).toBe(head);
  expect([...bytes.slice(head.length)]).toEqual([0x89, 0x50, 0xff, 0x00]);
});
