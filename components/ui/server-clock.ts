let skewMs = 0;

/** What the server's clock shows, as far as it was heard. */
export const currentMs = () => Date.now() + skewMs;

/** Times and countdowns follow the server's clock: pass each of its answers. */
export function followClock({ headers }: Pick<Response, "headers">): void {
  const serverMs = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(serverMs)) return;
  // The header has whole seconds; below two seconds the difference is rounding and network, not a wrong clock.
  const difference = serverMs + 500 - Date.now();
  skewMs = Math.abs(difference) < 2000 ? 0 : difference;
}
