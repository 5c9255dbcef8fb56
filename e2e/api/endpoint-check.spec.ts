import { createServer as createTcpServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { generate } from "selfsigned";
import { type Api, BASE_URL, expect, test } from "@/e2e/fixtures.ts";

const REFUSED = {
  ok: false,
  reachable: false,
  message:
    "This address is not allowed: it is private or reserved. Use a whole public URL, such as https://api.example.com/webhooks.",
  hint: null,
  tlsVersion: null,
  certificateNotAfter: null,
  certificateDaysLeft: null,
  remoteAddress: null,
  durationMs: expect.any(Number),
};

const check = (api: Api, app: string, url: string, headers?: Record<string, string>) =>
  api("POST", `/api/v1/app/${app}/endpoint-check`, { url }, headers);

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
const close = (server: Server) => new Promise((resolve) => server.close(resolve));

test("a plain server is reached, and asked nothing", async ({ api, application, receiver }) => {
  const { status, body } = await check(api, application.id, receiver.url);
  expect([status, body]).toEqual([
    200,
    {
      ok: true,
      reachable: true,
      message: "Reachable, without encryption.",
      hint: "Anybody on the way can read what we send.",
      tlsVersion: null,
      certificateNotAfter: null,
      certificateDaysLeft: null,
      remoteAddress: "127.0.0.1",
      durationMs: expect.any(Number),
    },
  ]);
  expect(receiver.requests).toEqual([]);
});

test("a certificate that nobody vouches for is told with its dates, from a real handshake", async ({
  api,
  application,
}) => {
  const notAfterDate = new Date(Date.now() + 71.5 * 86_400_000);
  const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
    keySize: 2048,
    algorithm: "sha256",
    notAfterDate,
    extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
  });
  const server = createTlsServer({ key, cert });
  server.on("tlsClientError", () => {});
  const port = await listen(server);
  const { body } = await check(api, application.id, `https://127.0.0.1:${port}/hooks`);
  expect(body).toMatchObject({
    ok: false,
    reachable: true,
    message: expect.stringMatching(/certificate/i),
    hint: expect.any(String),
    certificateDaysLeft: 71,
    remoteAddress: "127.0.0.1",
  });
  await close(server);
});

test("a port where nothing listens, and one that speaks no TLS, are told apart", async ({ api, application }) => {
  const server = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.resume();
    socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  const port = await listen(server);
  const spoken = await check(api, application.id, `https://127.0.0.1:${port}`);
  expect(spoken.body).toMatchObject({
    ok: false,
    reachable: true,
    message: expect.stringContaining("does not speak HTTPS"),
  });
  await close(server);
  const closed = await check(api, application.id, `https://127.0.0.1:${port}`);
  expect(closed.body).toMatchObject({
    ok: false,
    reachable: false,
    message: expect.stringContaining(`nothing is listening on port ${port}`),
  });
});

test("every private address is refused in the same words, whatever is or is not there", async ({
  api,
  application,
}) => {
  for (const url of [
    "https://10.0.0.1/",
    "https://192.168.0.1:8443/",
    "https://[::ffff:10.0.0.1]/",
    "http://169.254.169.254/latest/meta-data",
    "https://db.internal/",
    "https://intranet/",
    `${BASE_URL}/api/v1/app`,
  ]) {
    const { status, body } = await check(api, application.id, url);
    expect([status, body], url).toEqual([200, REFUSED]);
  }
});

test("what could not be saved is said as saving would say it, and an own debug inbox is fine", async ({
  api,
  svix,
  application,
}) => {
  const { body } = await check(api, application.id, "example.com/hooks");
  expect(body).toMatchObject({ ok: false, message: expect.stringContaining("not a complete URL") });
  const inbox = (await api("POST", `/api/v1/app/${application.id}/inbox`)).body as { url: string };
  expect((await check(api, application.id, inbox.url)).body).toMatchObject({ ok: true, reachable: true });
  const other = await svix.application.create({ name: "Other" });
  expect((await check(api, other.id, inbox.url)).body).toEqual(REFUSED);
});

test("a portal session may check 20 times a minute; then it is told when to come back", async ({
  api,
  svix,
  application,
}) => {
  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  const bearer = { authorization: `Bearer ${token}` };
  const statuses: number[] = [];
  let last = await check(api, application.id, "https://10.0.0.1/", bearer);
  while (last.status === 200 && statuses.length < 200) {
    statuses.push(last.status);
    last = await check(api, application.id, "https://10.0.0.1/", bearer);
  }
  expect(statuses.length).toBeGreaterThanOrEqual(20);
  expect([last.status, last.body]).toMatchObject([429, { code: "rate_limited" }]);
  expect(last.headers.get("retry-after")).toMatch(/^[1-3]$/);
  expect((await check(api, application.id, "https://10.0.0.1/")).status).toBe(200);
});

test("who may only look may not check", async ({ api, svix, application }) => {
  const { token } = await svix.authentication.appPortalAccess(application.id, { readOnly: true });
  const { status } = await check(api, application.id, "https://10.0.0.1/", { authorization: `Bearer ${token}` });
  expect(status).toBe(403);
});
