import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { ProblemError } from "@/lib/errors.ts";

/** A payload of 1 MiB with the envelope around it, or written as a JSON string within one. */
export const BODY_LIMIT_BYTES = 1.5 * 1024 * 1024;

/** Up to this much too much is read and dropped: who is still sending would see a broken connection, not the 413. */
const DROP_AT_MOST_BYTES = 8 * 1024 * 1024;

export function tooLarge(limitBytes: number): ProblemError {
  return new ProblemError("payload_too_large", `The body is larger than ${limitBytes.toLocaleString("en")} bytes.`);
}

/** @throws ProblemError `payload_too_large`, or `bad_request` when the sender went away. */
export function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limitBytes) chunks.push(chunk);
      else if (length - limitBytes > DROP_AT_MOST_BYTES) {
        request.pause();
        reject(tooLarge(limitBytes));
      }
    });
    request.on("end", () => {
      if (length > limitBytes) reject(tooLarge(limitBytes));
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    // `close` follows every request; an error with its stack is made for those only that were cut off.
    const gone = () => {
      if (!request.complete) reject(new ProblemError("bad_request", "The request ended before its body was complete."));
    };
    request.on("error", gone);
    request.on("close", gone);
  });
}

/** @throws ProblemError when it is not UTF-8: replacing what cannot be read would change what was signed or stored. */
export function decodeUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) {
    const issues = [{ loc: ["body"], msg: "is not UTF-8", type: "value_error.utf8" }];
    throw new ProblemError("validation", "The body is not UTF-8.", { issues });
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
