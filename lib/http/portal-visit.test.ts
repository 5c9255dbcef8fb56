import { expect, test } from "vitest";
import { visitOfPage } from "@/lib/http/portal-visit.ts";

const APP = "app_0ERY5NfahTKf5NtWizRo8TvmMhM";
const COOKIE = `ph_visit_${APP}=ph_visit_x; ph_${APP}=ph_session_y`;
const asked = (url: string, headers: Record<string, string> = {}) =>
  visitOfPage({ url, header: (name) => headers[name] });

test.each<[string, string, Record<string, string>, ReturnType<typeof asked>]>([
  [
    "a page that is loaded anew is the visit's",
    `/portal/${APP}/endpoints`,
    { cookie: COOKIE },
    { visit: "any", page: "/endpoints" },
  ],
  [
    "a page that a page of the visit asks for is that visit's",
    `/portal/${APP}/deliveries?range=7d&_rsc=1abc`,
    { cookie: COOKIE, rsc: "1", "x-posthorn-visit": "psess_1" },
    { visit: "psess_1", page: "/deliveries?range=7d" },
  ],
  [
    "a page that the customer's own page asks for is not",
    `/portal/${APP}/endpoints`,
    { cookie: COOKIE, rsc: "1" },
    null,
  ],
  [
    "what is only fetched ahead is not written down",
    `/portal/${APP}/verify`,
    { cookie: COOKIE, rsc: "1", "next-router-prefetch": "1", "x-posthorn-visit": "psess_1" },
    { visit: "psess_1", page: null },
  ],
  ["a browser without a visit has none", `/portal/${APP}/endpoints`, { cookie: `ph_${APP}=ph_session_y` }, null],
  ["a visit to one portal is none to another", "/portal/app_another/endpoints", { cookie: COOKIE }, null],
  ["other pages are no portal", `/console/applications/${APP}`, { cookie: COOKIE }, null],
])("%s", (_, url, headers, expected) => {
  expect(asked(url, headers)).toEqual(expected);
});
