import { expect, test } from "vitest";
import { operations } from "@/lib/contract/operations.ts";
import { matchRoute } from "@/lib/http/route-table.ts";

test.each(operations.map((operation) => [operation.id, operation] as const))(
  "%s is found by its path",
  (id, operation) => {
    const path = operation.path.replace(/\{(\w+)\}/g, "of-$1");
    for (const at of [path, `${path}/`]) {
      const match = matchRoute(operation.method, at);
      if (match.kind !== "route") throw new Error(`${at} is not found`);
      expect(match.route.operation.id).toBe(id);
      for (const [name, value] of Object.entries(match.params)) expect(value).toBe(`of-${name}`);
    }
  },
);

test("a parameter is decoded once, and may hold an encoded slash", () => {
  expect(matchRoute("GET", "/app/a%2Fb%2525")).toMatchObject({ params: { app_id: "a/b%25" } });
});

test("an empty parameter is none", () => {
  expect(matchRoute("GET", "/app//endpoint").kind).toBe("none");
  expect(matchRoute("GET", "//app").kind).toBe("none");
  expect(matchRoute("GET", "").kind).toBe("none");
});

test("a parameter that cannot be decoded is the caller's mistake", () => {
  expect(() => matchRoute("GET", "/app/%E0%A4%A")).toThrow("not encoded correctly");
});

test("HEAD asks for what GET answers", () => {
  expect(matchRoute("HEAD", "/app")).toMatchObject({ kind: "route", route: { operation: { id: "listApplications" } } });
});

test("names of Object's own properties are no routes", () => {
  for (const path of ["/constructor", "/__proto__", "/app/x/constructor"])
    expect(matchRoute("GET", path).kind).toBe("none");
});

test("a name that is a word of another method's path is a name", () => {
  expect(matchRoute("GET", "/app/x/msg/batch")).toMatchObject({
    route: { operation: { id: "getMessage" } },
    params: { app_id: "x", msg_id: "batch" },
  });
  expect(matchRoute("POST", "/app/x/msg/batch")).toMatchObject({ route: { operation: { id: "createMessages" } } });
  expect(matchRoute("PUT", "/app/x/msg/batch").kind).toBe("wrong_method");
});
