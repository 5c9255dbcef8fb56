import { expect, test } from "vitest";
import { weaknessOf } from "@/lib/domain/staff/password-policy.ts";

const OWNER = { email: "anna.smith@acme.example", name: "Anna Smith" };

test.each([
  ["eleven char", /at least 12/],
  ["password1234", /breaches/],
  ["PASSWORD!2026", /breaches/],
  ["  Password  2026  ", /breaches/],
  ["sunshinesunshine", /breaches/],
  ["ｐａｓｓｗｏｒｄ1234", /breaches/],
  ["123456789012345", /too regular/],
  ["abcdefghijklmnop", /too regular/],
  ["aaaaaaaaaaaaaaaa", /too regular/],
  ["my posthorn is blue", /name of this service/],
  ["smithereens of glass", /your name or e-mail/],
  ["hello from acme today", /your name or e-mail/],
  ["x".repeat(100) + "abcdef".repeat(30), /at most 256/],
])("%s is refused", async (password, why) => {
  expect(await weaknessOf(password, OWNER)).toMatch(why);
});

test.each(["correct horse battery staple", "mauve teapots hum", "ねこがすきなのでにわにうめました", "tW9#qLz!mv4Kp"])(
  "%s will do",
  async (password) => {
    expect(await weaknessOf(password, OWNER)).toBeNull();
  },
);
