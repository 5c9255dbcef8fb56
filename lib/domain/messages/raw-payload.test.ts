import { expect, test } from "vitest";
import { rawElements, rawMember } from "./raw-payload.ts";

test.each([
  ['{"payload":{"a":1.0}}', '{"a":1.0}'],
  ['{"payload":{"n":12345678901234567890}}', '{"n":12345678901234567890}'],
  ['{"payload":{"a":1,"a":2},"eventType":"x"}', '{"a":1,"a":2}'],
  ['{"eventType":"}\\"payload\\":{","payload" : { "b" : "}]\\\\\\"" } }', '{ "b" : "}]\\\\\\"" }'],
  ['{"payload":{"x":1},"payload":{"x":2}}', '{"x":2}'],
  ['{"pay\\u006coad":{"escaped":true}}', '{"escaped":true}'],
  ['  {\n"tags":["payload",{"payload":0}],\n"payload":{"deep":[[{"q":"\\\\"}]]}\n}', '{"deep":[[{"q":"\\\\"}]]}'],
  ['{"payload":{}}', "{}"],
  ['{"payload":{"2":1,"1":2}}', '{"2":1,"1":2}'],
  ['{"payload":null , "a":1}', "null"],
  ['{"a":{"payload":1}}', null],
  ["{}", null],
])("the member is cut out byte for byte: %s", (text, expected) => {
  JSON.parse(text);
  expect(rawMember(text, "payload")).toBe(expected);
});

test("what is cut out means the same as what was parsed, for every shape of white space and nesting", () => {
  const values = [
    {},
    { a: [] },
    { "": { "\\": '"' } },
    { s: "é\u2028𝄞" },
    { n: -1.5e-7, t: true, z: null, d: [[[]], [{}]] },
  ];
  for (const payload of values) {
    for (const indent of [undefined, 1, "\t"]) {
      const text = JSON.stringify({ before: ["}", { payload: 1 }], payload, after: '{"payload":' }, null, indent);
      expect(JSON.parse(rawMember(text, "payload") ?? "")).toEqual(payload);
    }
  }
});

test.each([
  ["[]", []],
  [" [ ] ", []],
  ['[{"a":1.0},{"b":"]"}]', ['{"a":1.0}', '{"b":"]"}']],
  ['[ {"a" : [1, {"b":2}] }\n,\t{ } ]', ['{"a" : [1, {"b":2}] }', "{ }"]],
  ['[1,"a,]",null ,[[]],-1.5e7,true]', ["1", '"a,]"', "null", "[[]]", "-1.5e7", "true"]],
  ['["\\\\","\\""]', ['"\\\\"', '"\\""']],
])("the elements of a list are cut out byte for byte: %s", (text, expected) => {
  expect(rawElements(text)).toEqual(expected);
  expect(expected.map((element) => JSON.parse(element))).toEqual(JSON.parse(text));
});
