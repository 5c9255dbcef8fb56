import { expect, test } from "@/e2e/fixtures.ts";

const URL_ = "http://127.0.0.1:8999/hooks";
const MANY_CODES = Array.from({ length: 61 }, (_, index) => String(400 + index));

test.describe("options that make no sense are refused at their field, and nothing changes", () => {
  for (const [deliveryOptions, field] of [
    [{ timeoutSeconds: 0 }, "timeoutSeconds"],
    [{ timeoutSeconds: 61 }, "timeoutSeconds"],
    [{ timeoutSeconds: 1.5 }, "timeoutSeconds"],
    [{ timeoutSeconds: "10" }, "timeoutSeconds"],
    [{ connectTimeoutSeconds: 31 }, "connectTimeoutSeconds"],
    [{ timeoutSeconds: 5, connectTimeoutSeconds: 6 }, "connectTimeoutSeconds"],
    [{ retry: { attempts: 0, initialDelaySeconds: 5 } }, "retry.attempts"],
    [{ retry: { attempts: 3, initialDelaySeconds: 0 } }, "retry.initialDelaySeconds"],
    [{ retry: { delaysSeconds: [315_360_000] } }, "retry.delaysSeconds.0"],
    [{ retry: { delaysSeconds: Array(50).fill(604_800) } }, "retry"],
    [{ retryStatusCodes: ["600"] }, "retryStatusCodes.0"],
    [{ retryStatusCodes: ["503", "banana"] }, "retryStatusCodes.1"],
    [{ retryStatusCodes: [] }, "retryStatusCodes"],
    [{ retryStatusCodes: MANY_CODES }, "retryStatusCodes"],
    [{ finalStatusCodes: ["200"] }, "finalStatusCodes.0"],
    [{ finalStatusCodes: ["2xx"] }, "finalStatusCodes.0"],
    [{ finalStatusCodes: [404] }, "finalStatusCodes.0"],
    [{ retryStatusCodes: ["503"], finalStatusCodes: ["503"] }, "finalStatusCodes"],
    [{ throttleWindowSeconds: 3601 }, "throttleWindowSeconds"],
    [{ batch: { maxEvents: 1, maxWaitSeconds: 1 } }, "batch.maxEvents"],
    [{ batch: { maxEvents: 10, maxWaitSeconds: 301 } }, "batch.maxWaitSeconds"],
    [{ networks: ["hello"] }, "networks.0"],
    [{ networks: ["10.0.0.0/8", "203.0.113.0/33"] }, "networks.1"],
    [{ networks: ["203.0.113.9"] }, "networks.0"],
    [{ networks: ["::ffff:10.0.0.0/90"] }, "networks.0"],
    [{ networks: [] }, "networks"],
    [{ minTlsVersion: "1.1" }, "minTlsVersion"],
    [{ fifo: "yes" }, "fifo"],
    [{ logRequests: 0 }, "logRequests"],
    [{ timeout: 5 }, "timeout"],
  ] as const) {
    test(JSON.stringify(deliveryOptions).slice(0, 80), async ({ api, svix, application }) => {
      const { id } = await svix.endpoint.create(application.id, { url: URL_ });
      const list = `/api/v1/app/${application.id}/endpoint`;
      const before = await api("GET", `${list}/${id}`);
      for (const [method, path, body] of [
        ["PATCH", `${list}/${id}`, { deliveryOptions }],
        ["POST", list, { url: URL_, deliveryOptions }],
        ["PUT", `${list}/another`, { url: URL_, deliveryOptions }],
      ] as const) {
        const { status, body: answer } = await api(method, path, body);
        expect(status, `${method}: ${JSON.stringify(answer)}`).toBe(422);
        const { detail } = answer as { detail: { loc: string[]; msg: string }[] };
        expect(detail.map(({ loc }) => loc.join("."))).toContain(`body.deliveryOptions.${field}`);
        expect(detail[0]?.msg).toMatch(/\w/);
      }
      expect(await api("GET", `${list}/${id}`)).toMatchObject({ body: before.body });
      expect((await svix.endpoint.list(application.id)).data).toHaveLength(1);
    });
  }
});

test("options are kept as given, a change leaves the others, null unsets one or all", async ({
  api,
  svix,
  application,
}) => {
  const { id } = await svix.endpoint.create(application.id, { url: URL_ });
  const path = `/api/v1/app/${application.id}/endpoint/${id}`;
  const optionsAfter = async (deliveryOptions: unknown) => {
    const { status, body } = await api("PATCH", path, { deliveryOptions });
    expect(status).toBe(200);
    return (body as { deliveryOptions: object }).deliveryOptions;
  };
  const networks = ["203.0.113.0/24", "2001:db8::/32"];
  expect(await optionsAfter({ timeoutSeconds: 30, networks, minTlsVersion: "1.3" })).toMatchObject({
    timeoutSeconds: 30,
    networks,
    minTlsVersion: "1.3",
    retry: null,
  });
  expect(await optionsAfter({ finalStatusCodes: ["404", "4xx"], networks: null })).toMatchObject({
    timeoutSeconds: 30,
    networks: null,
    finalStatusCodes: ["404", "4xx"],
  });
  const { status } = await api("PATCH", path, { deliveryOptions: { connectTimeoutSeconds: 30 } });
  expect(status, "it fits the timeout that is stored").toBe(200);
  expect((await api("PATCH", path, { deliveryOptions: { timeoutSeconds: 10 } })).status, "together with it").toBe(422);
  const none = Object.values(await optionsAfter(null));
  expect(none.every((value) => value === null)).toBe(true);
});
