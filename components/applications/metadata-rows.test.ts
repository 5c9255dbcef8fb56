import { expect, test } from "vitest";
import { metadataOf, mistakeIn, rowsOfMetadata } from "@/components/applications/metadata-rows.ts";

const row = (id: number, key: string, value: string) => ({ id, key, value });

test("what is read in is written back, without the lines that are empty", () => {
  const metadata = { plan: "pro", region: "eu" };
  expect(metadataOf([...rowsOfMetadata(metadata), row(9, " ", "")])).toEqual(metadata);
});

test("a value without a key and a key that is there twice are told", () => {
  expect(mistakeIn([row(1, "", "pro")])).toBe("Each value needs a key.");
  expect(mistakeIn([row(1, "plan", "pro"), row(2, "plan ", "free")])).toBe("The key plan is there twice.");
  expect(mistakeIn([row(1, "plan", "pro"), row(2, "", "")])).toBeNull();
});
