import { expect, test, vi } from "vitest";
import { log } from "@/lib/log.ts";

test("what somebody else wrote stays within its line and its quotes, and moves no terminal", () => {
  const hostile = `one\r\ntwo\u0000\u001b[2J\u009b31m\u2028three\u202etxt.exe\u2066","level":"error"`;
  let written = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written += String(text);
    return true;
  });
  log.error("test.hostile", { hostile, error: new Error(hostile) });
  write.mockRestore();
  expect(written.endsWith("\n")).toBe(true);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for.
  expect(written.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/);
  const fields = JSON.parse(written.slice(written.indexOf("{"))) as { hostile: string; error: { message: string } };
  expect([fields.hostile, fields.error.message]).toEqual([hostile, hostile]);
});
