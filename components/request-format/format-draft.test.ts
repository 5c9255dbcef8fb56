import { expect, test } from "vitest";
import { draftOf, newRow, optionsOf, unnamed } from "@/components/request-format/format-draft.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const stored = (options: object) =>
  draftOf({ format: null, svixHeaders: null, hmacHeaders: null, ...options } as EndpointOut["deliveryOptions"]);

test("what is as usual is not set", () => {
  expect(optionsOf(stored({}))).toEqual({ format: null, svixHeaders: null, hmacHeaders: null });
});

test("a signature is read and written as it is stored, and headers that are left empty are none", () => {
  const profile = {
    header: "X-Mine",
    prefix: "",
    encoding: "base64",
    algorithm: "sha512",
    signs: "timestamp.body",
    key: "bytes",
  };
  const hmacHeaders = [{ ...profile, timestampHeader: "X-Time", eventHeader: null, deliveryHeader: null }];
  const draft = stored({ format: "slack", svixHeaders: true, hmacHeaders });
  expect(optionsOf(draft)).toEqual({ format: "slack", svixHeaders: true, hmacHeaders });
  const more = { ...draft, hmac: [...draft.hmac, newRow(draft.hmac)] };
  expect(unnamed(more)).toEqual([2]);
});
