import { describe, expect, test } from "vitest";
import { useSandbox } from "@/lib/transform/sandbox.fixture.ts";

const { run, payloadOf, failureOf } = useSandbox();

describe("what code can do", () => {
  test("it changes payload, method, URL and headers, and reads event type and variables", async () => {
    const { output, failure } = await run(`const handler = (webhook) => {
      webhook.payload.type = webhook.eventType;
      webhook.method = "PUT";
      webhook.url += "/7";
      webhook.headers = { "X-Key": webhook.env.KEY };
      return webhook;
    };`);
    expect(failure).toBeNull();
    expect(JSON.parse(output?.head ?? "")).toEqual({
      method: "PUT",
      url: "https://receiver.example/hooks/7",
      headers: { "X-Key": "s3cret-value" },
    });
    expect(output).toMatchObject({ bodyKind: "json", body: '{"n":1,"type":"invoice.paid"}' });
  });

  test("a payload that it leaves alone is reported as untouched, and one that it changes and changes back", async () => {
    expect(await payloadOf("webhook.headers = { a: 1 }")).toBe("same");
    expect(await payloadOf("webhook.payload.x = 1; delete webhook.payload.x")).toBe("same");
  });

  test("a text is sent as it is, every character of it", async () => {
    const { output } = await run('function handler(w) { w.payload = "a=1\\0\\u00fc\\ud83e\\ude9d\\n"; return w; }');
    expect(output).toMatchObject({ bodyKind: "text", body: "a=1\0ü🪝\n" });
  });

  test("cancel is true or nothing", async () => {
    expect((await run("function handler(w) { w.cancel = true; return w; }")).output?.cancel).toBe(true);
    expect((await run('function handler(w) { w.cancel = "yes"; return w; }')).output?.cancel).toBe(false);
  });

  test("what it says with console comes back, bounded, also when it fails", async () => {
    const { logs } = await run(
      'function handler(w) { console.log("a", { b: 1 }); console.error(new Error("c")); w(); }',
    );
    expect(logs).toEqual([
      { level: "log", text: 'a {"b":1}' },
      { level: "error", text: "Error: c" },
    ]);
    const noisy = await run(
      'function handler(w) { for (let i = 0; i < 500; i++) console.log("x".repeat(5000)); return w; }',
    );
    expect(noisy.logs.length).toBeLessThanOrEqual(100);
    expect(noisy.logs.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(20_000);
  });
});

describe("the same input gives the same bytes", () => {
  const statements = `webhook.payload = { now: Date.now(), made: new Date(), local: String(new Date(2024, 6, 1)),
    parsed: new Date("2024-07-01T00:00").getTime(), hours: new Date().getHours(), random: [Math.random(), Math.random()] }`;

  test("on every run, at the time of the message, in UTC", async () => {
    const first = await payloadOf(statements);
    expect(first).toMatchObject({
      now: 1_700_000_000_123,
      made: "2023-11-14T22:13:20.123Z",
      local: "Mon Jul 01 2024 00:00:00 GMT+0000",
      parsed: Date.UTC(2024, 6, 1),
      hours: 22,
    });
    expect(await payloadOf(statements)).toEqual(first);
  });

  test("whatever the time zone of the machine is", async () => {
    const before = process.env.TZ;
    process.env.TZ = "America/New_York";
    try {
      expect(await payloadOf(statements)).toMatchObject({ hours: 22, parsed: Date.UTC(2024, 6, 1) });
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  test("and another message has other random numbers", async () => {
    const random = "webhook.payload = { r: Math.random() }";
    expect(await payloadOf(random)).not.toEqual(await payloadOf(random, { seed: 8 }));
  });
});

describe("limits", () => {
  test.each([
    ["an endless loop", "function handler() { while (true); }"],
    ["an endless loop while it loads", "for (;;);"],
    [
      "a loop that catches everything",
      "function handler() { for (;;) { try { for (;;); } catch {} finally { continue; } } }",
    ],
    ["a regular expression that explodes", 'function handler(w) { /^(a+)+$/.test("a".repeat(40) + "b"); return w; }'],
    ["a getter on the result that never returns", "function handler() { return { get payload() { for (;;); } }; }"],
    [
      "a toJSON on the result that never returns",
      "function handler(w) { w.payload = { toJSON() { for (;;); } }; return w; }",
    ],
    [
      "a payload nested 10,000,000 deep",
      "function handler(w) { let a = []; for (let i = 0; i < 1e7; i++) a = [a]; w.payload = { a }; return w; }",
    ],
    [
      "a payload nested 100,000 deep",
      "function handler(w) { let a = []; for (let i = 0; i < 1e5; i++) a = [a]; w.payload = { a }; return w; }",
    ],
    ["a map that grows for ever", "function handler() { const m = new Map(); for (let i = 0; ; i++) m.set(i, {}); }"],
    ["a promise chain that never ends", "function handler() { for (;;) Promise.resolve().then(handler); }"],
  ])("%s ends in time", async (_, code) => {
    expect(["timeout", "memory", "error"]).toContain((await failureOf(code))?.kind);
  });

  test("a loop within a native function, which nothing can interrupt, ends with its thread", async () => {
    const failure = await failureOf("function handler() { const a = new Uint8Array(3e7); for (;;) a.indexOf(2); }");
    expect(failure).toMatchObject({ kind: "timeout" });
    expect(await payloadOf("webhook.payload = { ok: true }")).toEqual({ ok: true });
  });

  test.each([
    ["lists", "const a = []; for (;;) a.push(new Array(1e6).fill(1.5));"],
    ["buffers", "const a = []; for (;;) a.push(new ArrayBuffer(1e6));"],
    ["texts", 'const a = []; for (let i = 0; ; i++) a.push("x".repeat(1e6) + i);'],
    ["a SharedArrayBuffer", "new SharedArrayBuffer(1e9);"],
  ])("memory ends: %s", async (_, statements) => {
    expect(await failureOf(`function handler(w) { ${statements} return w; }`)).toMatchObject({ kind: "memory" });
  });

  test.each([
    ["recursion", "function handler(w) { return handler(w); }"],
    ["nested JSON", "function handler(w) { w.payload = JSON.parse('['.repeat(1e6)); return w; }"],
    ["nested code", "function handler(w) { eval('('.repeat(1e6)); return w; }"],
    ["nested regular expressions", "function handler(w) { new RegExp('('.repeat(1e6)); return w; }"],
  ])("the stack ends: %s", async (_, code) => {
    expect((await failureOf(code))?.kind).toBe("error");
    expect(await payloadOf("webhook.payload = { ok: true }")).toEqual({ ok: true });
  });

  test.each([
    ["a payload of 10 MB", 'w.payload = { a: "x".repeat(1e7) }', "larger than 1 MiB"],
    ["a text of one byte too many", 'w.payload = "x".repeat(1048577)', "larger than 1 MiB"],
    ["1 MiB of characters that take two bytes", 'w.payload = "ü".repeat(600000)', "larger than 1 MiB"],
    ["a huge header", 'w.headers = { a: "x".repeat(200000) }', "larger than 128 KiB"],
  ])("output ends: %s", async (_, statement, message) => {
    const failure = await failureOf(`function handler(w) { ${statement}; return w; }`);
    expect(failure).toMatchObject({ kind: "error", message: expect.stringContaining(message) });
  });

  test("the largest payload that is accepted passes", async () => {
    const payload = JSON.stringify({
      rows: Array.from({ length: 8_500 }, (_, i) => ({ id: i, text: "x".repeat(95) })),
    });
    expect(await payloadOf("webhook.payload.ok = true", { payload })).toMatchObject({ ok: true });
    expect((await run('function handler(w) { w.payload = "x".repeat(1048576); return w; }')).output?.body.length).toBe(
      1_048_576,
    );
  });
});

describe("what fails says why, and where", () => {
  test.each([
    ["function handler(w) {\n  return w.foo.bar;\n}", "TypeError: cannot read property 'bar' of undefined", 2],
    ["function handler(w) {\n\n  throw new RangeError('no\\u0007such\\nrow'); }", "RangeError: no such row", 3],
    ["function handler(w) { throw 'boo'; }", "boo", null],
    ["function handler(w) { throw { get message() { for (;;); } }; }", "Error", null],
    ["function handler(w) { throw 42; }", "42", null],
    ["function handler(w) {\n  return w", "SyntaxError", 2],
    ["import fs from 'node:fs'; function handler(w) { return w; }", "SyntaxError", 1],
    ["const x = 1; /* nothing */", "There is no function named handler.", null],
    ["function handler(w) {}", "TypeError: handler must return the webhook object", null],
    ["function handler(w) { return [w]; }", "TypeError: handler must return the webhook object", null],
    ["async function handler(w) { return w; }", "not a promise", null],
    [
      "function handler(w) { delete w.payload; return w; }",
      "TypeError: payload must be an object, a list or a text",
      null,
    ],
    [
      "function handler(w) { w.payload = { toJSON() {} }; return w; }",
      "TypeError: payload cannot be written as JSON",
      null,
    ],
    ["function handler(w) { w.payload.self = w.payload; return w; }", "TypeError: circular reference", null],
    ["function handler(w) { w.payload = { n: 1n }; return w; }", "TypeError", null],
  ])("%s", async (code, message, line) => {
    const failure = await failureOf(code);
    expect(failure).toMatchObject({ kind: "error", line });
    expect(failure?.message).toContain(message);
    expect(failure?.message).not.toMatch(/node_modules|wasm|\/lib\//);
  });
});
