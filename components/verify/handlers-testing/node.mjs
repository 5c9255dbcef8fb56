// Prints the status that a handler answers each case with.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const decode = (part) => (part === "-" ? undefined : Buffer.from(part, "base64"));
const cases = readFileSync(0, "utf8")
  .split("\n")
  .map((line) => line.split(" ").map(decode));

const handler = await import(pathToFileURL(process.argv[2]).href);
const { routes } = await import("express");

async function ask([id, timestamp, signature, body]) {
  const given = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  const headers = Object.fromEntries(Object.entries(given).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));
  const answer = handler.POST ?? handler.default?.fetch;
  if (answer) return (await answer(new Request("http://127.0.0.1/webhooks", { method: "POST", headers, body }))).status;
  return new Promise((resolve, reject) => {
    const request = { headers, bytes: body };
    const response = { sendStatus: resolve };
    const [first, ...others] = routes["/webhooks"];
    const step = (one, rest) => Promise.resolve(one(request, response, () => step(rest[0], rest.slice(1)))).catch(reject);
    step(first, others);
  });
}

for (const one of cases) console.log(await ask(one));
