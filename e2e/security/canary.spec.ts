import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { type Mailbox, startMailbox } from "@/e2e/mailbox.ts";
import { type Receiver, startReceiver } from "@/e2e/receiver.ts";
import { type Stage, setStage } from "@/e2e/screens/stage.ts";
import { findAll, type Page } from "@/e2e/security/canary/canary.ts";
import { apiPages, databasePages, screenPages } from "@/e2e/security/canary/places.ts";
import { type Garden, plant, plantSettings } from "@/e2e/security/canary/plant.ts";
import { SHOWN } from "@/e2e/security/canary/shown.ts";

test.describe.configure({ mode: "serial", timeout: 300_000 });

let stage: Stage;
let garden: Garden;
let mailbox: Mailbox;
let environmentReceiver: Receiver;
/** What the collector of traces got. */
const traces: string[] = [];
const collector = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    traces.push(Buffer.concat(chunks).toString("utf8"));
    response.end("{}");
  });
});

test.beforeAll(async () => {
  test.setTimeout(300_000);
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  [mailbox, environmentReceiver] = await Promise.all([startMailbox(), startReceiver()]);
  const { settings, canaries } = plantSettings({
    receiver: environmentReceiver.url,
    mail: mailbox.url,
    collector: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  });
  stage = await setStage({ messages: 20, settings });
  garden = await plant(stage, canaries);
  await everythingWasUsed();
});
test.afterAll(async () => {
  await garden?.close();
  await stage?.stop();
  await Promise.all([mailbox.close(), environmentReceiver.close()]);
  collector.closeAllConnections();
  collector.close();
});

/** Deliveries have failed for good, alerts have gone out, and what the worker does by the clock was done. */
async function everythingWasUsed(): Promise<void> {
  await until(
    "the deliveries to fail, with what receivers echo",
    async () => {
      const { data } = (await stage.call("GET", `/app/${stage.applications.busy}/delivery?status=retrying`)) as {
        data: unknown[];
      };
      return data.length === 0 ? {} : notYet(data.length);
    },
    60_000,
  );
  await until(
    "the invitation",
    async () => mailbox.mails.find(({ to }) => to.includes("rosa@posthorn.test")) ?? notYet({}),
    30_000,
  );
  await until(
    "spans of the worker",
    async () => (traces.some((text) => text.includes("worker")) ? {} : notYet(traces.length)),
    30_000,
  );
}

/** What must not be there, with a few characters before it. Several of a kind are one line. */
function mustBeNowhere(pages: Page[]): void {
  const hits = findAll(garden.canaries, pages).filter(
    ({ canary, place }) => !SHOWN.some((one) => one.canary.test(canary) && one.place.test(place)),
  );
  expect([...new Set(hits.map(({ canary, place, near }) => `${canary}: ${place} (${JSON.stringify(near)})`))]).toEqual(
    [],
  );
}

test("the search finds what is there, in every coding", () => {
  const [canary] = garden.canaries;
  if (!canary) throw new Error("There are canaries.");
  const written = ["", "x", "xy"].map((before) => Buffer.from(`${before}${canary.value} after`).toString("base64"));
  const texts = [canary.value, encodeURIComponent(canary.value), Buffer.from(canary.value).toString("hex"), ...written];
  expect(
    findAll(
      [canary],
      texts.map((text) => ({ place: "here", text })),
    ),
  ).toHaveLength(texts.length);
  expect(garden.canaries.length).toBeGreaterThan(45);
});

test("each secret has been used: receivers got what authenticates, and alerts went to where only their address leads", () => {
  const arrived = garden.arrived();
  const used =
    /^(endpoint\.(basic|bearer|apiKey|headers|oauth2, access)|transformation|operational\.headers|alert\..* url|channel\..* url)/;
  const missing = garden.canaries.filter(
    ({ name, value }) => used.test(name) && !findAll([{ name, value }], [{ place: "", text: arrived }]).length,
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
});

test("no secret is in any column of the database", async () => {
  mustBeNowhere(await databasePages(stage));
});

test("no secret is in an answer of the API, an export, a metric, a preview or a refusal", async () => {
  const { pages, unanswered } = await apiPages(garden);
  // What nobody was answered was not looked at: these want parameters of their own, or answer nothing.
  expect(unanswered.sort()).toEqual([
    ...["getBrandColors", "getDeliveryExportFile", "listApplicationActivity", "listDeliveryGroups", "ping", "search"],
  ]);
  mustBeNowhere([...pages, ...garden.refusals]);
  // Each place that is allowed to show one has shown it: the list stays true, and the search is seen to work.
  const hits = findAll(garden.canaries, pages);
  const idle = SHOWN.filter(({ place }) => !String(place).includes("mail")).filter(
    (one) => !hits.some(({ canary, place }) => one.canary.test(canary) && one.place.test(place)),
  );
  expect(idle.map(({ place }) => String(place))).toEqual([]);
});

test("no secret is on any screen, nor in what a browser gets for it", async () => {
  mustBeNowhere(await screenPages(stage));
});

test("no secret is in what web and worker log, trace or mail", async () => {
  const lines = stage.service.lines;
  expect(lines.filter((line) => line.startsWith("worker") || line.startsWith("web")).length).toBeGreaterThan(50);
  expect([traces.length > 0, mailbox.mails.length > 1]).toEqual([true, true]);
  mustBeNowhere([
    ...lines.map((text) => ({ place: `log of ${text.split("|")[0]?.trim()}`, text })),
    ...traces.map((text) => ({ place: "trace", text })),
    ...mailbox.mails.map(({ to, headers, text, html }) => ({
      place: `mail to ${to}`,
      text: JSON.stringify([...headers, text, html]),
    })),
  ]);
});
