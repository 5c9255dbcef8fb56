import { randomBytes } from "node:crypto";
import { Svix } from "svix";
import { Svix as Svix1 } from "svix1";
import { sdksOf, testTitle } from "@/e2e/api/compat/page.ts";
import type { Scene } from "@/e2e/api/compat/row.ts";
import { ROWS } from "@/e2e/api/compat/rows.ts";
import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { BASE_URL, BOOTSTRAP_API_KEY, test as base, expect } from "@/e2e/fixtures.ts";
import { startReceiver } from "@/e2e/receiver.ts";

const two = new Svix(BOOTSTRAP_API_KEY, { serverUrl: `${BASE_URL}/` });
const one = new Svix1(BOOTSTRAP_API_KEY, { serverUrl: BASE_URL });
const name = () => `compat.${randomBytes(6).toString("hex")}`;

const test = base.extend<object, { scene: Scene }>({
  scene: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
    async ({}, use) => {
      const receiver = await startReceiver();
      const since = new Date(Date.now() - 3_600_000);
      const application = await two.application.create({ name: "Compat", uid: name() });
      const { name: eventType } = await two.eventType.create({
        name: name(),
        description: "",
        schemas: { "1": { type: "object", examples: [{ n: 1 }] } },
      });
      const endpoint = await two.endpoint.create(application.id, { url: receiver.url, uid: name() });
      const message = await two.message.create(application.id, {
        eventType,
        payload: {},
        channels: ["eu"],
        tags: ["compat"],
      });
      const { attempts } = await untilDelivery({ application, message, endpoint }, "delivered");
      const token = async () => (await two.authentication.appPortalAccess(application.id)).token;
      await use({
        app: application.id,
        appUid: String(application.uid),
        endpoint: endpoint.id,
        endpointUid: String(endpoint.uid),
        eventType,
        message: message.id,
        attempt: String(attempts[0]?.id),
        receiverUrl: receiver.url,
        name,
        portal: {
          two: new Svix(await token(), { serverUrl: BASE_URL }),
          one: new Svix1(await token(), { serverUrl: BASE_URL }),
        },
        since,
      });
      await receiver.close();
    },
    { scope: "worker" },
  ],
});

const normal = (operation: string) => operation.replace(/\{\w+\}/g, "{}");

for (const row of ROWS) {
  for (const sdk of sdksOf(row)) {
    test(testTitle(sdk, row), async ({ scene, api, exchanges }) => {
      if (sdk === "svix@2") await row.two?.(two, scene);
      else if (sdk === "svix@1") await row.one?.(one, scene);
      else {
        const [method = ""] = row.operation.split(" ");
        const { path, body } = row.plain?.(scene) ?? { path: "" };
        await api(method, `/api/v1${path}`, body);
      }
      const wanted = normal(row.operation.replace(" ", " /api/v1"));
      const seen = exchanges.filter(({ operation }) => operation !== null && normal(operation) === wanted);
      const statuses = seen.map(({ status }) => status);
      expect(
        statuses.filter((status) => row.success.includes(status)),
        `answers ${statuses}`,
      ).not.toEqual([]);
    });
  }
}
