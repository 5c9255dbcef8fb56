import { expect, test } from "vitest";
import { bytesOfBase64, hexDump } from "@/components/ui/hex-dump.ts";

test("bytes are listed sixteen to a line with what can be printed of them", () => {
  const bytes = bytesOfBase64(btoa("\u0000\u00ff<script>abcdefgh!"));
  expect(hexDump(bytes)).toBe(
    "000000  00 ff 3c 73 63 72 69 70 74 3e 61 62 63 64 65 66  ..<script>abcdef\n" +
      "000010  67 68 21                                         gh!",
  );
});
