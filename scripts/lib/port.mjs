import net from "node:net";

/** @returns the port, or 0 when it is taken. */
function listenOnce(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(0));
    server.listen({ port, host, exclusive: true }, () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
}

/**
 * The preferred loopback port, or any free one: of those that no system hands out to connections (from 32768 on Linux, from
 * 49152 elsewhere), so that none is taken by one before whoever asked listens on it.
 */
export async function freePort(preferred = 0) {
  const tried = Array.from({ length: 20 }, () => 12_000 + Math.floor(Math.random() * 20_000));
  for (const port of [preferred, ...tried]) if (port && (await listenOnce(port, "127.0.0.1"))) return port;
  return listenOnce(0, "127.0.0.1");
}

// Both the loopback and the outside address: some systems let two programs share a port when one is more specific.
async function isFree(port, host) {
  return Boolean((await listenOnce(port, "127.0.0.1")) && (await listenOnce(port, host)));
}

/** PORT when the operator named one, else the first free port from 3000. @throws Error when the named one is taken. */
export async function choosePort(named, host) {
  if (named) {
    const port = Number(named);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT is not a port number: ${named}`);
    if (await isFree(port, host)) return port;
    throw new Error(`Port ${port} is already in use. Stop what listens there, or set PORT to another one.`);
  }
  for (let port = 3000; port < 3100; port++) if (await isFree(port, host)) return port;
  throw new Error("No port between 3000 and 3099 is free. Set PORT.");
}
