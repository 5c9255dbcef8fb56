/** Sends the example to a handler that is being written. */
export function exampleCommand(example: string): string {
  return [
    "curl -X POST http://localhost:3000/webhooks",
    "-H 'content-type: application/json'",
    `--data-binary '${example.replaceAll("'", "'\\''")}'`,
  ].join(" \\\n  ");
}
