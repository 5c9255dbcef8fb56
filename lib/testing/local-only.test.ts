import { expect, test } from "vitest";
import { requireLocal } from "@/lib/testing/local-only.ts";

test.each(["postgresql://u:p@127.0.0.1:5432/x", "postgresql://localhost/x", "postgresql://u@[::1]:5432/x"])(
  "a database on this machine may be used by tests: %s",
  (url) => {
    expect(requireLocal(url).href).toContain("/x");
  },
);

test.each([
  "postgresql://u:p@db.example.com/x",
  "postgresql://u:p@10.0.0.5/x",
  "postgresql://127.0.0.1.example.com/x",
  "postgresql://localhost/x?host=db.example.com",
  "postgresql:///x",
])("a database elsewhere is refused before anything is created in it: %s", (url) => {
  expect(() => requireLocal(url)).toThrow("another machine");
});
