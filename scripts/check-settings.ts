// Run by the supervisor before anything is started: a wrong setting is told once and stops the start, rather than being
// told by processes that end again and again.
import { env } from "@/lib/env.ts";

try {
  env();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
