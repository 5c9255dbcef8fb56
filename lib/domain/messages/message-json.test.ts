import { expect, test } from "vitest";
import { MessageOut } from "@/lib/contract/message.ts";
import { messageJson, pageJson } from "@/lib/domain/messages/message-json.ts";

const row = {
  id: "01890a5d-ac96-774b-bcce-b302099a8057",
  event_type: "invoice.paid",
  event_id: null,
  payload: '{ "b": 1.0, "a": 12345678901234567890, "a": "\\u00e9" }',
  channels: ["eu"],
  tags: null,
  deliver_at: null,
};

test("a payload leaves as the text that came, digits, order and doubled keys included", () => {
  const json = messageJson(row, { applicationId: null, withContent: true });
  expect(json).toContain(`"payload":${row.payload}}`);
  expect(MessageOut.parse(JSON.parse(json))).toMatchObject({ eventType: "invoice.paid", channels: ["eu"], tags: null });
});

test("a payload that was not asked for is empty, one that is no longer kept says so", () => {
  const payloadOf = (json: string) => MessageOut.parse(JSON.parse(json)).payload;
  expect(payloadOf(messageJson({ ...row, payload: null }, { applicationId: null, withContent: false }))).toEqual({});
  expect(payloadOf(messageJson({ ...row, payload: null }, { applicationId: null, withContent: true }))).toEqual({
    expired: true,
  });
});

test("a page of texts is a page", () => {
  const page = { iterator: "a", prevIterator: null, done: true };
  expect(JSON.parse(pageJson({ ...page, data: ["1", "{}"] }))).toEqual({ ...page, data: [1, {}] });
  expect(JSON.parse(pageJson({ ...page, data: [] }))).toEqual({ ...page, data: [] });
});
