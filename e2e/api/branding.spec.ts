import { BASE_URL, expect, test } from "@/e2e/fixtures.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1v1z"/></svg>';

test("a picture is served by its hash, as one, to be looked at and nothing else", async ({ api }) => {
  const made = await api("POST", "/api/v1/brand-asset", { mediaType: "image/svg+xml", data: base64(SVG) });
  expect(made.status).toBe(201);
  const { hash, url } = made.body as { hash: string; url: string };
  expect(url).toBe(`${BASE_URL}/brand/${hash}`);

  const { status, headers, body } = await api("GET", `/brand/${hash}`, undefined, { authorization: "" });
  expect([status, body]).toEqual([200, SVG]);
  expect(headers.get("content-type")).toBe("image/svg+xml");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'.*sandbox/);
  expect(headers.get("cache-control")).toContain("immutable");

  for (const name of ["0".repeat(64), "x", "../api/v1/app", `${hash}/x`]) {
    expect((await api("GET", `/brand/${name}`, undefined, { authorization: "" })).status, name).toBeGreaterThanOrEqual(
      400,
    );
  }
  expect((await api("POST", `/brand/${hash}`, {}, { authorization: "" })).status).toBe(405);
});

test("a look of one application is published, read and taken back; what is wrong in it changes nothing", async ({
  api,
  application,
}) => {
  const path = `/api/v1/app/${application.id}/branding`;
  const put = await api("PUT", path, {
    color: "#2F80ED",
    radius: 4,
    font: "inter",
    backUrl: "https://app.example.com",
  });
  expect([put.status, put.body]).toMatchObject([200, { settings: { color: "#2f80ed", radius: 4, font: "inter" } }]);
  const wrong = [
    ...[{ color: "blue" }, { radius: 17 }, { font: "Comic Sans" }, { backUrl: "javascript:alert(1)" }],
    ...[{ logoLight: "0".repeat(64) }, { supportEmail: "nobody" }, { colour: "#000000" }],
  ];
  for (const body of wrong) expect((await api("PUT", path, body)).status, JSON.stringify(body)).toBe(422);
  expect((await api("GET", path)).body).toMatchObject({ settings: { color: "#2f80ed" } });

  expect((await api("DELETE", path)).status).toBe(204);
  expect((await api("GET", path)).body).toMatchObject({ id: null, settings: { color: null } });
  const { body } = await api("GET", `${path}/revision`);
  expect((body as { data: { settings: unknown }[] }).data.map(({ settings }) => settings === null)).toEqual([
    true,
    false,
  ]);
});

test("a look that a page around wishes for is colours and numbers, whatever it says", async ({ api }) => {
  const ask = async (query: string) =>
    String((await api("GET", `/brand/theme.css?${query}`, undefined, { authorization: "" })).body);
  expect(await ask("color=%23ffd400&radius=3&font=inter")).toMatch(/--r:3px.*--solid:#ffd400/s);
  expect(await ask("color=red%7D%2A%7Bdisplay:none&radius=x&font=%22%3B&density=huge")).toBe("");
});

test("a link names who may frame its portal, and nothing that could end a header", async ({ api, application }) => {
  const path = `/api/v1/auth/app-portal-access/${application.id}`;
  const framing = async (url: string) =>
    /frame-ancestors ([^;]*)/.exec(
      (await api("GET", url, undefined, { authorization: "" })).headers.get("content-security-policy") ?? "",
    )?.[1];
  const { body } = await api("POST", path, {
    embedOrigins: ["https://App.example.com/", "http://127.0.0.1:9999"],
    ttl: 3600,
    label: "a",
  });
  const link = new URL((body as { url: string }).url);
  expect(await framing(link.pathname + link.search)).toBe("'self' https://app.example.com http://127.0.0.1:9999");
  expect(await framing("/portal/enter")).toBe("'self'");
  expect(await framing(`/console/sign-in${link.search}`)).toBe("'none'");
  for (const origin of [
    "*",
    "https://*.example.com",
    "https://a.example/x",
    "https://a.example; script-src *",
    "null",
  ]) {
    expect((await api("POST", path, { embedOrigins: [origin] })).status, origin).toBe(422);
  }
});
