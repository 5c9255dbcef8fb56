import type { Page } from "@playwright/test";
import { writeCode } from "@/e2e/code-editor.ts";
import type { Screen } from "@/e2e/screens/screens.ts";

const DOCUMENT = {
  openapi: "3.1.0",
  webhooks: {
    "job.archived": bodyOf({ type: "object", properties: { jobId: { type: "string" }, at: { type: "string" } } }),
    "job.drifting": bodyOf({ type: "object", properties: { jobId: { type: "integer" } } }),
    "not a name": {},
    "job.remote": bodyOf({ $ref: "https://example.com/job.json" }),
  },
};

function bodyOf(schema: object) {
  return { post: { summary: "A job changed.", requestBody: { content: { "application/json": { schema } } } } };
}

/** The pages of staff about event types. */
export function catalogueScreens(): Screen[] {
  const at = (base: string) => (route: string, state: string, path: string, show?: (page: Page) => Promise<void>) => ({
    route: `${base}${route}`,
    state,
    who: "staff" as const,
    path: `${base}${path}`,
    ...(show ? { show } : {}),
  });
  const on = at("/console/event-types");
  const write = at("/console/catalogue");
  return [
    on("", "loaded", ""),
    on("", "nothing found", "?q=nothing-has-this-name"),
    on("", "archived", "?state=archived"),
    write("/new", "loaded", "/new"),
    write("/new", "form with errors", "/new?name=job..done", async (page) => {
      await page.getByRole("textbox", { name: "Description" }).fill("A **job** is done, see `jobId`.");
      await page.getByRole("button", { name: "Write a schema" }).click();
      const schema = page.getByRole("textbox", { name: "JSON Schema, version 1" });
      await writeCode(schema, '{\n"type": "objekt"\n}');
      await page.getByRole("button", { name: "Line 2" }).waitFor();
      await page.getByRole("button", { name: "Add to the catalogue" }).click();
    }),
    on("/[name]", "loaded", "/job.drifting", async (page) => {
      await page.getByText("do not fit", { exact: false }).first().waitFor();
      await page.getByRole("textbox", { name: "JSON Schema, version 1" }).waitFor();
    }),
    on("/[name]", "archived", "/job.retired"),
    on("/[name]", "cannot be archived", "/job.completed", async (page) => {
      await page.getByRole("button", { name: "Archive…" }).click();
      await page.getByRole("dialog", { name: /cannot be archived/ }).waitFor();
    }),
    write("/import", "loaded", "/import"),
    write("/import", "preview", "/import", async (page) => {
      await page.getByRole("textbox", { name: "OpenAPI document" }).fill(JSON.stringify(DOCUMENT));
      await page.getByRole("button", { name: "Preview", exact: true }).click();
      await page.getByRole("button", { name: /^Import \d/ }).waitFor();
    }),
  ];
}
