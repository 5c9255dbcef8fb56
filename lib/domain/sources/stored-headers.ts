import { z } from "zod";

const StoredHeaders = z.array(z.tuple([z.string(), z.string()]));

/** Headers of a request as they are stored: in the order of the sender. */
export function readStoredHeaders(stored: string): [string, string][] {
  return StoredHeaders.parse(JSON.parse(stored));
}

/** The first value of a header, by its name in lower case. */
export function headerOf(headers: [string, string][], name: string): string | undefined {
  return headers.find(([one]) => one.toLowerCase() === name)?.[1];
}
