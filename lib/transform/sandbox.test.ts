import { afterAll, describe, expect, test } from "vitest";
import { createTransformPool } from "@/lib/transform/pool.ts";
import type { SandboxJob } from "@/lib/transform/sandbox.mjs";
import { readTransformed } from "@/lib/webhook/transformation.ts";

const pool = createTransformPool({ threads: 2, maxWaitMs: 60_000, share: 1 });
afterAll(() => pool.close());

const HEAD = {
  method: "POST",
  url: "https://receiver.example/hooks",
  headers: {},
  eventType: "invoice.paid",
  transformationsParams: {},
  env: { KEY: "s3cret-value" },
};

// An owner for each run: nobody waits for what another run cost.
let owners = 0;
function run(code: string, job: Partial<SandboxJob> = {}) {
  const base = { head: JSON.stringify(HEAD), payload: '{"n":1.0}', atMs: 1_700_000_000_123, seed: 7 };
  return pool.run(`owner ${owners++}`, { ...base, code, ...job });
}

/** The payload that the statements leave; they see `webhook`. */
async function payloadOf(statements: string, job?: Partial<SandboxJob>) {
  const { output, failure } = await run(`function handler(webhook) { ${statements}; return webhook; }`, job);
  if (!output) throw new Error(`failed: ${JSON.stringify(failure)}`);
  return output.bodyKind === "same" ? "same" : JSON.parse(output.body);
}

const failureOf = async (code: string) => (await run(code)).failure;

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

describe("escapes", () => {
  const NOTHING = "undefined";

  test("constructor chains reach the sandbox's own globals and no others", async () => {
    const reach =
      "(o) => o.constructor.constructor('return [typeof process, typeof require, typeof fetch, typeof globalThis.Buffer].join()')()";
    const payload = await payloadOf(`const reach = ${reach};
      webhook.payload = { objects: [webhook, [], "", () => 1, console.log, Promise.resolve(), new Error("x"), function* () {}].map(reach) }`);
    for (const found of payload.objects) expect(found).toBe([NOTHING, NOTHING, NOTHING, NOTHING].join());
  });

  test("there is no global but the language's and console", async () => {
    const names: string[] = (await payloadOf("webhook.payload = { names: Object.getOwnPropertyNames(globalThis) }"))
      .names;
    const foreign = names.filter((name) =>
      /^(process|require|module|fetch|Worker|WebAssembly|Buffer|std|os|print|setTimeout)$/.test(name),
    );
    expect(foreign).toEqual([]);
    expect(names).toContain("console");
  });

  test("a Proxy as a result is asked like any object", async () => {
    const code = `function handler(w) { return new Proxy(w, { get: (t, k) => k === "url" ? "https://proxied.example/" : t[k] }); }`;
    expect(JSON.parse((await run(code)).output?.head ?? "")).toMatchObject({ url: "https://proxied.example/" });
    const throwing = "function handler(w) { return new Proxy({}, { get() { throw new Error('trap'); } }); }";
    expect(await failureOf(throwing)).toMatchObject({ kind: "error", message: "Error: trap" });
  });

  test("getters and toJSON on the result run within the sandbox, once", async () => {
    const code = `let n = 0; function handler() {
      return { method: "POST", get url() { return "https://a.example/" + ++n; }, get payload() { return { toJSON: () => ({ n: ++n }) }; } }; }`;
    const { output } = await run(code);
    expect(JSON.parse(output?.head ?? "").url).toBe("https://a.example/1");
    expect(output?.body).toBe('{"n":2}');
  });

  test.each(["undefined", "null", '"text"', "[1]"])(
    "a head that is written as %s is refused like any wrong one",
    async (written) => {
      const { output, failure } = await run(`
      Object.prototype.toJSON = function () { return "method" in this && !("payload" in this) ? ${written} : this; };
      function handler(w) { return { method: "POST", url: w.url, headers: {}, payload: { changed: 1 } }; }`);
      const rules = {
        endpointUrl: HEAD.url,
        allow: [],
        allowHttp: false,
        ours: ["https://own.example"],
        signatureNames: [],
      };
      const refusal = output ? readTransformed(output, rules) : failure;
      expect(refusal).toMatchObject({ kind: output ? "refused" : "error" });
    },
  );

  test("Symbol.species and patched prototypes of the sandbox do not reach the host", async () => {
    const { output, failure } = await run(`
      Object.defineProperty(Array, Symbol.species, { get() { throw new Error("species"); } });
      Array.prototype.push = Array.prototype.map = () => { throw new Error("patched"); };
      JSON.stringify = JSON.parse = () => "{}";
      Object.prototype.polluted = "yes";
      function handler(w) { w.payload = { a: [1] }; return w; }`);
    expect(failure).toBeNull();
    expect(output?.body).toBe('{"a":[1]}');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("Error.prepareStackTrace is not called by the host", async () => {
    const code = "Error.prepareStackTrace = () => { throw new Error('prepared'); }; function handler(w) { w.x.y; }";
    expect(await failureOf(code)).toMatchObject({ message: expect.stringContaining("cannot read property 'y'") });
  });

  test("async generators and pending promises are never run", async () => {
    const payload = await payloadOf(`
      const seen = []; async function* g() { seen.push("ran"); yield 1; }
      (async () => { for await (const _ of g()) seen.push("looped"); })(); Promise.resolve().then(() => seen.push("then"));
      webhook.payload = { seen }`);
    expect(payload.seen).toEqual(["ran"]);
  });

  test("Atomics.wait cannot block: there are no Atomics", async () => {
    expect(await payloadOf("webhook.payload = { type: typeof Atomics }")).toEqual({ type: NOTHING });
  });

  test("a SharedArrayBuffer is shared with nobody", async () => {
    const write =
      "const b = new SharedArrayBuffer(8); new Uint8Array(b)[0]++; webhook.payload = { shared: new Uint8Array(b)[0] }";
    expect(await payloadOf(write)).toEqual({ shared: 1 });
    expect(await payloadOf(write)).toEqual({ shared: 1 });
  });

  test("there is no WebAssembly in WebAssembly", async () => {
    expect(await payloadOf("webhook.payload = { type: typeof WebAssembly }")).toEqual({ type: NOTHING });
  });

  test("import() finds no module", async () => {
    const code = `function handler(w) { let seen = "nothing"; import("node:fs").then(() => { seen = "module"; }, () => {}); w.payload = { seen }; return w; }`;
    expect((await run(code)).output?.body ?? '{"seen":"nothing"}').toBe('{"seen":"nothing"}');
  });

  test("eval and new Function stay within the sandbox", async () => {
    expect(
      await payloadOf("webhook.payload = { a: eval('typeof process'), b: new Function('return typeof process')() }"),
    ).toEqual({
      a: NOTHING,
      b: NOTHING,
    });
  });

  test("a __proto__ in the result is a field and changes no prototype", async () => {
    const { output } = await run(`function handler(w) {
      w.payload = JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}');
      w.headers = JSON.parse('{"__proto__":{"polluted":"yes"}}'); return w; }`);
    JSON.parse(output?.body ?? "");
    expect(output?.body).toContain('"__proto__"');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("what one run leaves behind no other sees, in whichever thread it runs", async () => {
    const leave =
      "globalThis.left = Array.prototype.left = Object.prototype.left = 'here'; webhook.payload = { left: true }";
    const look = "webhook.payload = { left: [typeof globalThis.left, typeof [].left, typeof {}.left] }";
    for (let round = 0; round < 4; round++) {
      await payloadOf(leave);
      expect(await payloadOf(look)).toEqual({ left: [NOTHING, NOTHING, NOTHING] });
    }
  });

  test("nor does the next run of the same application, in the same instance", async () => {
    const mine = (statements: string) =>
      pool.run("mine", {
        head: JSON.stringify(HEAD),
        payload: "{}",
        atMs: 0,
        seed: 1,
        code: `function handler(webhook) { ${statements}; return webhook; }`,
      });
    for (let round = 0; round < 60; round++) {
      await mine("globalThis.left = Object.prototype.left = 'here'; new Uint8Array(1e5).fill(66)");
      const { output } = await mine(`const b = new Uint8Array(1e5);
        webhook.payload = { left: [typeof globalThis.left, typeof {}.left], first: b.findIndex((x) => x !== 0) }`);
      expect(output?.body).toBe('{"left":["undefined","undefined"],"first":-1}');
    }
  });

  test("memory of an earlier run is not readable: new buffers are empty", async () => {
    await payloadOf("const b = new Uint8Array(1e6).fill(66); webhook.payload = { n: b.length }");
    expect(
      await payloadOf("const b = new Uint8Array(1e6); webhook.payload = { first: b.findIndex((x) => x !== 0) }"),
    ).toEqual({ first: -1 });
  });
});
