import { createHmac, timingSafeEqual } from "node:crypto";
import express from "express";

const key = Buffer.from(process.env.WEBHOOK_SECRET.replace(/^whsec_/, ""), "base64");
const app = express();

app.post(
  "/webhooks",
  express.raw({ type: "*/*" }), // the raw body: express.json() would lose the bytes that are signed
  (req, res) => {
    if (!isSigned(req.headers, req.body)) return res.sendStatus(401);
    res.sendStatus(204); // answer first, work afterwards
    handle(req.headers["webhook-id"], JSON.parse(req.body));
  },
);

function isSigned(headers, body) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false;

  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
  return (headers["webhook-signature"] ?? "").split(" ").some((one) => {
    const [version, signature = ""] = one.split(",");
    const given = Buffer.from(signature, "base64");
    return version === "v1" && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function handle(id, event) {
  // Your work. An id that you have seen is a repeat: skip it.
}

app.listen(process.env.PORT ?? 3000);
