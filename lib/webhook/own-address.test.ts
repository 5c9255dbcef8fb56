import { expect, test } from "vitest";
import { isOwnAddress } from "@/lib/webhook/own-address.ts";

test.each<[string, string, boolean]>([
  ["https://hooks.acme.example/api/v1/app", "https://hooks.acme.example", true],
  ["http://hooks.acme.example/in/x", "https://hooks.acme.example", true],
  ["https://HOOKS.acme.example:443/in/x", "https://hooks.acme.example", true],
  ["https://hooks.acme.example./in/x", "https://hooks.acme.example", true],
  ["http://127.1:3000/", "http://127.0.0.1:3000", true],
  ["http://localhost:4000/", "http://localhost:3000", false],
  ["https://hooks.acme.example:8443/", "https://hooks.acme.example", false],
  ["https://api.acme.example/", "https://hooks.acme.example", false],
  ["https://hooks.acme.example.evil.example/", "https://hooks.acme.example", false],
])("%s at %s: %s", (url, publicUrl, isOwn) => {
  expect(isOwnAddress(new URL(url), publicUrl)).toBe(isOwn);
});
