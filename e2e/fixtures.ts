import { test as base, type Cookie, expect, type Page } from "@playwright/test";
import { type ApplicationOut, type AppPortalAccessIn, Svix } from "svix";
import { type Exchange, watchAnswers } from "@/e2e/conformity.ts";
import { BASE_URL, BOOTSTRAP_API_KEY, STAFF } from "@/e2e/environment.ts";
import { type Receiver, startReceiver } from "@/e2e/receiver.ts";

export { expectAccessible } from "@/e2e/accessibility.ts";
export { BASE_URL, BOOTSTRAP_API_KEY, RETRY_SCHEDULE_SECONDS, STAFF } from "@/e2e/environment.ts";
export { type ReceivedRequest, type Receiver, startReceiver, verifySignature } from "@/e2e/receiver.ts";
export { expect };

export type ApiAnswer = { status: number; headers: Headers; body: unknown };
export type Api = (
  method: string,
  path: string,
  body?: unknown,
  /** `authorization: ""` sends none; a Buffer or string body is sent as it is. */
  headers?: Record<string, string>,
) => Promise<ApiAnswer>;

type Fixtures = {
  /** Answers of the API that this test got; each is held to our own OpenAPI document when the test ends. */
  exchanges: Exchange[];
  /** `true` for a test that provokes errors, or the patterns of those that it expects. */
  allowConsoleErrors: boolean | RegExp[];
  /** The official client, with the bootstrap key. */
  svix: Svix;
  /** What the client library cannot say: any method, path, body and header, and the answer unjudged. */
  api: Api;
  /** A new application for this test. */
  application: ApplicationOut;
  /** A customer's server for this test. */
  receiver: Receiver;
  portalLink: (application: { id: string }, options?: AppPortalAccessIn) => Promise<string>;
  openPortal: (page: Page, application: { id: string }, options?: AppPortalAccessIn) => Promise<void>;
  /** A page inside the portal of `application`. */
  portalPage: Page;
  signInStaff: (page: Page) => Promise<void>;
  /** A page inside the console. */
  consolePage: Page;
};

const answers = watchAnswers(BASE_URL);
/** Of a session of staff that an earlier test of this process has begun. */
let staffCookies: Cookie[] = [];

async function callApi(...[method, path, body, headers]: Parameters<Api>): Promise<ApiAnswer> {
  const raw = typeof body === "string" || body instanceof Uint8Array;
  const all = new Headers({ authorization: `Bearer ${BOOTSTRAP_API_KEY}`, ...headers });
  if (all.get("authorization") === "") all.delete("authorization");
  if (body !== undefined && !all.has("content-type")) all.set("content-type", "application/json");
  const response = await fetch(new URL(path, BASE_URL), {
    method,
    headers: all,
    body: body === undefined ? null : raw ? (body as BodyInit) : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** Resolves once React has taken over what is on the page, forms as well, and its effects (the keys among them) have run. */
async function untilUsable(page: Page): Promise<void> {
  await page
    .waitForFunction(() => {
      const main = document.querySelector("main");
      if (main === null) return true;
      return Object.keys(main).some((key) => key.startsWith("__reactProps$")) && !main.querySelector("form[inert]");
    })
    // The page may lead on to another one; whoever expects that waits for it.
    .catch(() => {});
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))).catch(() => {});
}

export const test = base.extend<Fixtures>({
  allowConsoleErrors: [false, { option: true }],

  exchanges: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
    async ({}, use) => {
      answers.exchanges.length = 0;
      answers.violations.length = 0;
      await use(answers.exchanges);
      expect(answers.violations, "answers that public/openapi.json does not describe").toEqual([]);
    },
    { auto: true },
  ],

  // Of every page in the context, opened by the test or by a link.
  context: async ({ context, allowConsoleErrors }, use) => {
    const errors: string[] = [];
    context.on("console", (message) => {
      if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
    });
    // The policy of a page holds in every test: what it had to stop fails even where errors are expected.
    const stopped: string[] = [];
    await context.exposeBinding("tellOfViolation", (_source, text: string) => void stopped.push(text));
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, documentURI }) => {
        const { tellOfViolation } = window as unknown as { tellOfViolation: (text: string) => void };
        tellOfViolation(`${violatedDirective} stopped ${blockedURI || "inline"} on ${documentURI}`);
      });
    });
    context.on("weberror", (error) => errors.push(String(error.error().stack ?? error.error())));
    await use(context);
    expect(stopped, "what the content security policy had to stop").toEqual([]);
    const expected = (text: string) =>
      Array.isArray(allowConsoleErrors) ? allowConsoleErrors.some((pattern) => pattern.test(text)) : allowConsoleErrors;
    expect(
      errors.filter((text) => !expected(text)),
      "errors in the browser's console",
    ).toEqual([]);
  },

  // Server-rendered pages can be seen before they can be used: a key that is pressed in between is lost on them.
  page: async ({ page }, use) => {
    const goto = page.goto.bind(page);
    page.goto = async (...request) => {
      const response = await goto(...request);
      await untilUsable(page);
      return response;
    };
    const reload = page.reload.bind(page);
    page.reload = async (...request) => {
      const response = await reload(...request);
      await untilUsable(page);
      return response;
    };
    await use(page);
  },

  svix: async ({ baseURL }, use) => {
    await use(new Svix(BOOTSTRAP_API_KEY, { serverUrl: baseURL ?? BASE_URL }));
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
  api: async ({}, use) => {
    await use(callApi);
  },

  application: async ({ svix }, use, testInfo) => {
    await use(await svix.application.create({ name: testInfo.title.slice(0, 80) }));
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
  receiver: async ({}, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await receiver.close();
  },

  portalLink: async ({ svix }, use) => {
    await use(async (application, options = {}) => {
      const { url } = await svix.authentication.appPortalAccess(application.id, options);
      return url;
    });
  },

  openPortal: async ({ portalLink }, use) => {
    await use(async (page, application, options) => {
      // Without the page that spends the code: e2e/portal/enter.spec.ts is about that one.
      const link = new URL(await portalLink(application, options));
      const code = new URLSearchParams(link.hash.slice(1)).get("k");
      const answer = await page.request.post("/api/v1/auth/portal/exchange", {
        data: { code },
        headers: { origin: link.origin },
      });
      expect(answer.status(), await answer.text()).toBe(200);
      const { next } = (await answer.json()) as { next: string | null };
      await page.goto(`/portal/${application.id}${next ?? "/endpoints"}`);
    });
  },

  portalPage: async ({ page, application, openPortal }, use) => {
    await openPortal(page, application);
    await use(page);
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
  signInStaff: async ({}, use) => {
    await use(async (page) => {
      // A password takes long to check, by design.
      await page.context().addCookies(staffCookies);
      await page.goto("/console");
      if (new URL(page.url()).pathname === "/console") return;
      await page.getByLabel(/e-?mail/i).fill(STAFF.email);
      await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await expect(page.getByRole("button", { name: "Sign in" })).toHaveCount(0);
      staffCookies = await page.context().cookies();
    });
  },

  consolePage: async ({ page, signInStaff }, use) => {
    await signInStaff(page);
    await use(page);
  },
});

/** The same tests in light and in dark: pages follow the system's choice unless told otherwise. */
export function inEachColorScheme(body: (colorScheme: "light" | "dark") => void): void {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme });
      body(colorScheme);
    });
  }
}

/**
 * The same tests on a wide screen in light and on a narrow one in dark, which meets each of the four once; `npm run a11y`
 * looks at every screen in every combination.
 */
export function inSampledViews(
  [wide, narrow]: [number, number],
  body: (width: number, colorScheme: "light" | "dark") => void,
): void {
  for (const [width, colorScheme] of [
    [wide, "light"],
    [narrow, "dark"],
  ] as const) {
    test.describe(colorScheme, () => {
      test.use({ colorScheme });
      body(width, colorScheme);
    });
  }
}
