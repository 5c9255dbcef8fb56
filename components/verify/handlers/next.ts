// app/webhooks/route.ts
import { createHmac, timingSafeEqual } from "node:crypto";
import { after } from "next/server";

const key = Buffer.from(process.env.WEBHOOK_SECRET!.replace(/^whsec_/, ""), "base64");

export async function POST(request: Request) {
  const body = Buffer.from(await request.arrayBuffer()); // the raw body, not request.json()
  if (!isSigned(request.headers, body)) return new Response("invalid signature", { status: 401 });

  after(() => handle(request.headers.get("webhook-id"), JSON.parse(body.toString()))); // after the answer
  return new Response(null, { status: 204 });
}

function isSigned(headers: Headers, body: Buffer) {
  const id = headers.get("webhook-id");
  const timestamp = headers.get("webhook-timestamp");
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;

  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
  return (headers.get("webhook-signature") ?? "").split(" ").some((one) => {
    const [version, signature = ""] = one.split(",");
    const given = Buffer.from(signature, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

async function handle(id: string | null, event: unknown) {
  // Your work. An id that you have seen is a repeat: skip it.
}
