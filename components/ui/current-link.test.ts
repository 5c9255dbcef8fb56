import { expect, test } from "vitest";
import { currentLink } from "@/components/ui/current-link.ts";

const overview = { href: "/portal/endpoints/ep_1" };
const deliveries = { href: "/portal/endpoints/ep_1/deliveries?range=24h" };

test("a page below another belongs to the nearer link", () => {
  expect(currentLink([overview, deliveries], "/portal/endpoints/ep_1/deliveries/dlv_1")).toBe(deliveries);
  expect(currentLink([overview, deliveries], "/portal/endpoints/ep_1")).toBe(overview);
});

test("a path that merely begins with the same letters is another page", () => {
  expect(currentLink([overview], "/portal/endpoints/ep_12")).toBeUndefined();
});
