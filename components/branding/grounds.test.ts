import { expect, test } from "vitest";
import tokens from "@/components/ui/tokens.json";
import { GROUNDS } from "@/lib/contract/brand-colors.ts";

test("brand colours are derived against the colours that pages have", () => {
  expect(tokens.light).toMatchObject(GROUNDS.light);
  expect(tokens.dark).toMatchObject(GROUNDS.dark);
});
