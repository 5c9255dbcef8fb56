import { type Browser, type BrowserContext, chromium } from "@playwright/test";
import { Svix } from "svix";
import { findBrowser } from "@/e2e/browser.ts";
import { BOOTSTRAP_API_KEY, STAFF } from "@/e2e/environment.ts";
import { type Receiver, startReceiver } from "@/e2e/receiver.ts";
import { forgetInstance, type Service, startService } from "@/e2e/service.ts";

/** `enrolling` is signed in, and has to set up a second factor first. */
export type Who = "customer" | "staff" | "enrolling" | "nobody";
type Cookies = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** What pages are made of: an installation of its own with customers in every state. */
export interface Stage {
  url: string;
  service: Service;
  browser: Browser;
  cookies: Record<Who, Cookies>;
  /** Of the customer with traffic, the one whose endpoints all fail, and the one without anything. */
  applications: { busy: string; failing: string; empty: string };
  ids: {
    healthy: string;
    broken: string;
    off: string;
    failed: string;
    delivered: string;
    message: string;
    inbox: string;
    /** With a request that became a message, and one that did not. */
    source: string;
    replay: string;
    /** Across customers, and waiting for a count to be typed. */
    fleetReplay: string;
    failure: string;
  };
  call: (method: string, path: string, body?: object) => Promise<unknown>;
  stop: () => Promise<void>;
}

/** Several commands may look at pages at the same time. */
const INSTANCE = `e2e-screens-${process.pid}` as const;
const TYPES = ["job.created", "job.processing", "job.completed", "job.failed"];
const WITHIN_MS = 90_000;
/** What is waited for is among these; the others are only many. */
const FIRST = 20;

type Listed = { data: { id: string; state?: string; status?: string }[] };

interface Options {
  /** How many the busy customer has. */
  messages?: number;
  settings?: Record<string, string>;
}

/** Every state that a page can show. */
export async function setStage({ messages = 60, settings = {} }: Options = {}): Promise<Stage> {
  forgetInstance(INSTANCE);
  const service = await startService(INSTANCE, {
    POSTHORN_DEMO: "1",
    STAFF_SECOND_FACTOR_ROLES: "engineer",
    ...settings,
  });
  // An empty setting is the address by the name of this machine.
  const url = settings.PUBLIC_URL === "" ? service.url.replace("127.0.0.1", "localhost") : service.url;
  const receivers: Receiver[] = [];
  let browser: Browser | undefined;
  async function stop(): Promise<void> {
    await browser?.close();
    await Promise.all(receivers.map((receiver) => receiver.close()));
    await service.stop();
    forgetInstance(INSTANCE);
  }
  try {
    const call = caller(service);
    const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
    const receiverOf = async (status: number, body: string) => {
      const receiver = await startReceiver();
      receiver.answerWith({ status, headers: { "content-type": "application/json" }, body });
      receivers.push(receiver);
      return receiver.url;
    };
    const good = await receiverOf(200, '{"received":true}');
    const bad = await receiverOf(
      500,
      '{"error":"no such column: invoice_total","trace":["orders.ts:41","queue.ts:12"]}',
    );

    const busy = (await svix.application.create({ name: "Northwind Traders" })).id;
    const failing = (await svix.application.create({ name: "Contoso" })).id;
    const empty = (await svix.application.create({ name: "Fabrikam" })).id;
    const endpoint = async (app: string, url: string, name: string, more = {}) =>
      ((await call("POST", `/app/${app}/endpoint`, { url, name, ...more })) as { id: string }).id;
    const healthy = await endpoint(busy, good, "Orders API");
    const broken = await endpoint(busy, bad, "CRM sync", { filterTypes: ["job.completed", "job.failed"] });
    const off = await endpoint(busy, good, "Old reporting", { disabled: true });
    await endpoint(failing, bad, "Billing");
    // One that waits to be confirmed, and two with a test: what arrived, and what did not.
    await call("POST", `/app/${busy}/alert-recipient`, { kind: "email", email: "ops@northwind.example" });
    for (const url of [good, bad]) {
      const { id } = (await call("POST", `/app/${busy}/alert-recipient`, { kind: "webhook", url })) as { id: string };
      await call("POST", `/app/${busy}/alert-recipient/${id}/test`);
    }

    const drifting = {
      type: "object",
      required: ["jobId", "customerId"],
      properties: { jobId: { type: "string" }, customerId: { type: "string" } },
      examples: [{ jobId: "job_1", customerId: "c_1" }, { jobId: 7 }],
    };
    const description = "A **job** is not what it was: see `customerId`.";
    await call("POST", "/event-type", { name: "job.drifting", description, schemas: { "1": drifting } });
    await call("POST", "/event-type", { name: "job.retired", description: "Nobody uses it.", archived: true });
    for (let n = 0; n < 5; n++)
      await svix.message.create(failing, {
        eventType: n < 4 ? "job.drifting" : "job.undescribed",
        payload: { jobId: "job_1" },
      });

    const inbox = (await call("POST", `/app/${busy}/inbox`)) as { id: string; url: string };
    await fetch(inbox.url, { method: "POST", body: '{"jobId":"job_1"}' });

    const source = (await call("POST", `/app/${busy}/source`, {
      name: "Billing provider",
      kind: "none",
      eventType: { from: "body", path: "type" },
    })) as { id: string; url: string };
    for (const body of ['{"type":"job.completed","jobId":"job_1"}', '{"no":"type"}'])
      await fetch(source.url, { method: "POST", headers: { "content-type": "application/json" }, body });

    const send = async (from: number, to: number) => {
      for (let sent = from; sent < to; sent += 10) {
        await Promise.all(
          Array.from({ length: Math.min(10, to - sent) }, (_, i) =>
            svix.message.create(busy, {
              eventType: TYPES[(sent + i) % TYPES.length] ?? "job.created",
              payload: { jobId: `job_${sent + i}`, pages: 12, startedAt: "2026-03-04T05:06:07Z" },
            }),
          ),
        );
      }
    };
    await send(0, FIRST);
    for (const eventType of TYPES) await svix.message.create(failing, { eventType, payload: { jobId: "job_1" } });
    const failed = await firstOf(call, `/app/${busy}/delivery`, { status: "failed", endpoint: broken });
    const delivered = await firstOf(call, `/app/${busy}/delivery`, { status: "delivered", endpoint: healthy });
    const { messageId } = (await call("GET", `/app/${busy}/delivery/${failed}`)) as { messageId: string };
    await send(FIRST, messages);
    const replay = (await call("POST", `/app/${busy}/endpoint/${broken}/recover`, {
      since: new Date(Date.now() - 3_600_000).toISOString(),
    })) as { id: string };

    // What is replayed across customers has to have failed by then, and not be on its way again.
    await firstOf(call, `/app/${failing}/delivery`, { status: "failed" });
    const fleetReplay = (await call("POST", "/replays", {
      since: new Date(Date.now() - 3_600_000).toISOString(),
      name: "After the outage",
    })) as { id: string };
    const failure = await firstOf(call, "/failure-group", { endpoint: broken });

    const { source: _source, env, ...launch } = await findBrowser();
    browser = await chromium.launch({ ...launch, env: { ...process.env, ...env } as Record<string, string> });
    const links = await Promise.all(
      [busy, failing, empty].map(async (app) => (await svix.authentication.appPortalAccess(app, {})).url),
    );
    let invitation = "";
    const staff = await cookiesOf(browser, async (context) => {
      const page = await context.newPage();
      await page.goto(`${url}/console/sign-in`);
      await page.getByLabel(/e-?mail/i).fill(STAFF.email);
      await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => !url.pathname.includes("sign-in"));
      const invited = await page.request.post(`${url}/api/v1/staff`, {
        headers: { "x-posthorn-console": "1", origin: url },
        data: { email: "grace@posthorn.test", role: "engineer" },
      });
      invitation = ((await invited.json()) as { link: { url: string } }).link.url;
    });
    return {
      url,
      service,
      browser,
      cookies: {
        customer: await cookiesOf(browser, async (context) => {
          const page = await context.newPage();
          for (const link of links) {
            await page.goto(link);
            await page.waitForURL(/\/portal\/app_/);
          }
        }),
        staff,
        enrolling: await cookiesOf(browser, async (context) => {
          const page = await context.newPage();
          await page.goto(invitation);
          await page.getByLabel("Your name").fill("Grace Murray");
          await page.getByLabel("Password", { exact: true }).fill("a few words of mine");
          await page.locator("main form button[type=submit]").last().click();
          await page.waitForURL(/\/console\/sign-in\/second-factor/);
        }),
        nobody: { cookies: [], origins: [] },
      },
      applications: { busy, failing, empty },
      ids: {
        healthy,
        broken,
        off,
        failed,
        delivered,
        message: messageId,
        inbox: inbox.id,
        source: source.id,
        replay: replay.id,
        fleetReplay: fleetReplay.id,
        failure,
      },
      call,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function caller(service: Service): Stage["call"] {
  return async (method, path, body) => {
    const response = await fetch(`${service.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}`, "content-type": "application/json" },
      body: body ? JSON.stringify(body) : null,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}

/** Waits until there is one. */
async function firstOf(call: Stage["call"], list: string, filter: Record<string, string>): Promise<string> {
  const path = `${list}?${new URLSearchParams(filter)}`;
  const deadline = Date.now() + WITHIN_MS;
  while (Date.now() < deadline) {
    const { data } = (await call("GET", path)) as Listed;
    if (data[0]) return data[0].id;
    await new Promise((done) => setTimeout(done, 250));
  }
  throw new Error(`Nothing in ${path} within ${WITHIN_MS / 1000} s.`);
}

async function cookiesOf(browser: Browser, enter: (context: BrowserContext) => Promise<void>): Promise<Cookies> {
  const context = await browser.newContext();
  await enter(context);
  const state = await context.storageState();
  await context.close();
  return state;
}
