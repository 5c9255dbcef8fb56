// @ts-check
/** Within the sandbox, before the customer's code: keeps the functions that it needs, whatever that code replaces. */
export const PRELUDE = `(() => {
  const { parse, stringify } = JSON;
  const { isArray } = Array;
  const { apply, defineProperty } = Reflect;
  const text = String;
  const logs = [];
  const slice = String.prototype.slice;
  let room = 20000;
  const show = (value) => {
    if (typeof value === "string") return value;
    if (typeof value === "object" && value !== null) {
      try { return value instanceof Error ? text(value) : stringify(value) ?? text(value); } catch { return "[unreadable]"; }
    }
    return text(value);
  };
  const console = {};
  for (const level of ["log", "info", "warn", "error", "debug"]) {
    console[level] = (...values) => {
      if (logs.length >= 100 || room <= 0) return;
      let line = "";
      for (let i = 0; i < values.length && line.length <= 1000; i++) line += (i ? " " : "") + show(values[i]);
      line = apply(slice, line, [0, 1000 < room ? 1000 : room]);
      room -= line.length;
      defineProperty(logs, logs.length, { value: { level, text: line }, enumerable: true });
    };
  }
  defineProperty(globalThis, "console", { value: console, writable: true, configurable: true });
  const fail = (message) => { throw new TypeError(message); };
  return {
    logs: () => stringify(logs),
    run(handler, head, payload) {
      const webhook = parse(head);
      // A message's own body is an object; one that was sent as it is may be anything.
      try { webhook.payload = parse(payload); } catch {}
      if (typeof webhook.payload !== "object" || webhook.payload === null) webhook.payload = payload;
      const before = stringify(webhook.payload);
      const result = handler(webhook);
      if (typeof result !== "object" || result === null || isArray(result)) fail("handler must return the webhook object");
      if (typeof result.then === "function") fail("handler must return the webhook object, not a promise");
      if (result.cancel === true) return { cancel: true };
      const { method, url, headers, payload: changed } = result;
      const isText = typeof changed === "string";
      if (!isText && (typeof changed !== "object" || changed === null)) fail("payload must be an object, a list or a text");
      const body = stringify(changed);
      if (typeof body !== "string") fail("payload cannot be written as JSON");
      return { cancel: false, head: stringify({ method, url, headers }), kind: body === before ? "same" : isText ? "text" : "json", body };
    },
  };
})()`;
