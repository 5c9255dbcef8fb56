import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

/** Made by curl itself, or not meant for anybody else. */
const LEFT_OUT = new Set(["user-agent", "accept", "accept-encoding", "content-length", "host"]);

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** A command that sends the same request again, byte for byte, from the reader's own machine. */
export function curlCommand({
  method,
  url,
  headers,
  body,
}: Pick<AttemptDetailOut["request"], "method" | "url" | "headers" | "body">): string {
  const lines = [
    `curl -X ${method} ${quote(url)}`,
    ...headers
      .filter(([name]) => !LEFT_OUT.has(name.toLowerCase()))
      .map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data-binary ${quote(body)}`]),
  ];
  return lines.join(" \\\n  ");
}
