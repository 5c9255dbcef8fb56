import { expect, test } from "vitest";
import { HEAD, useSandbox } from "@/lib/transform/sandbox.fixture.ts";
import { readTransformed } from "@/lib/webhook/transformation.ts";

const { pool, run, payloadOf, failureOf } = useSandbox();

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
