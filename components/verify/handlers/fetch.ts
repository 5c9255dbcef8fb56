// bun run webhooks.ts, or deno serve --allow-env webhooks.ts
import process from "node:process";

const secret = atob(process.env.WEBHOOK_SECRET!.replace(/^whsec_/, ""));
const key = await crypto.subtle.importKey("raw", bytesOf(secret), { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);

export default {
  async fetch(request: Request): Promise<Response> {
    const body = new Uint8Array(await request.arrayBuffer()); // the raw body, not request.json()
    if (!(await isSigned(request.headers, body))) return new Response("invalid signature", { status: 401 });

    const event = JSON.parse(new TextDecoder().decode(body));
    setTimeout(() => handle(request.headers.get("webhook-id"), event)); // answer first, work afterwards
    return new Response(null, { status: 204 });
  },
};

async function isSigned(headers: Headers, body: Uint8Array): Promise<boolean> {
  const id = headers.get("webhook-id");
  const timestamp = headers.get("webhook-timestamp");
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;

  const signed = new Uint8Array(await new Blob([`${id}.${timestamp}.`, body]).arrayBuffer());
  for (const one of (headers.get("webhook-signature") ?? "").split(" ")) {
    const [, signature] = /^v1,([A-Za-z0-9+/]+={0,2})$/.exec(one) ?? [];
    if (signature && (await crypto.subtle.verify("HMAC", key, bytesOf(atob(signature)), signed))) return true;
  }
  return false;
}

function bytesOf(binary: string) {
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

function handle(id: string | null, event: unknown) {
  // Your work. An id that you have seen is a repeat: skip it.
}
