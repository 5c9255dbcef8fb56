import { expect, test } from "vitest";
import {
  parseStoredPayload,
  payloadAsJson,
  readStoredPayload,
  storedRawBody,
} from "@/lib/domain/messages/stored-payload.ts";

const RAW = 'a,b\r\n"1",é 👋 [not json {';

test("a payload is sent and shown byte for byte as it came", () => {
  const payload = '{ "z": 1.0, "a": 12345678901234567890 }';
  expect(readStoredPayload(payload)).toEqual({ text: payload, contentType: "application/json" });
  expect(payloadAsJson(payload)).toBe(payload);
});

test("a raw body is sent as its text and type, and shown as a string", () => {
  const stored = storedRawBody(RAW, "text/csv; charset=utf-8");
  expect(readStoredPayload(stored)).toEqual({ text: RAW, contentType: "text/csv; charset=utf-8" });
  expect(JSON.parse(payloadAsJson(stored))).toBe(RAW);
});

test("a raw body without a type counts as JSON, and may look like anything", () => {
  for (const text of ["[1,2]", "{}", '"text"', ""]) {
    const stored = storedRawBody(text, undefined);
    expect(readStoredPayload(stored)).toEqual({ text, contentType: "application/json" });
    expect(JSON.parse(payloadAsJson(stored))).toBe(text);
  }
});

test("what is judged is the value that receivers read, and nothing of a body that is no JSON", () => {
  expect(parseStoredPayload('{"a":1.0}')).toEqual({ a: 1 });
  expect(parseStoredPayload(storedRawBody("[1,2]", undefined))).toEqual([1, 2]);
  expect(parseStoredPayload(storedRawBody(RAW, "text/csv"))).toBeUndefined();
});
