import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

const HOST = "127.0.0.1";
const FILLERS = 8;
const FULL_AFTER_MS = 400;
const TRIES = 10;

export interface BlackHole {
  port: number;
  url: string;
  /** The port is free again. */
  close: () => Promise<void>;
}

/** Listens and stops for good: nothing is ever accepted. It says its port before it stops. */
const LISTENS_ONLY = `const server = require("net").createServer().listen({ port: 0, host: "${HOST}", backlog: 1 }, () =>
  process.stdout.write(server.address().port + "\\n", () => process.kill(process.pid, "SIGSTOP")));`;

/**
 * A port that answers nothing to a SYN, as behind a firewall that drops. On loopback nothing can be dropped on the way,
 * but Linux drops the SYN itself once the queue of a listening socket is full: the queue is kept full and nobody accepts.
 */
export async function openBlackHole(): Promise<BlackHole> {
  const child = spawn(process.execPath, ["-e", LISTENS_ONLY], { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(child.stdout, "data");
  const port = Number(said);
  const fillers: Socket[] = [];
  const fill = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(port, HOST);
      fillers.push(socket);
      const timer = setTimeout(() => resolve(false), FULL_AFTER_MS);
      socket.on("error", () => resolve(false));
      socket.once("connect", () => {
        clearTimeout(timer);
        resolve(true);
      });
    });

  async function close(): Promise<void> {
    for (const socket of fillers) socket.destroy();
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  }

  for (let n = 0; n < TRIES; n++) {
    const connected = await Promise.all(Array.from({ length: FILLERS }, fill));
    if (!connected.some(Boolean)) return { port, url: `http://${HOST}:${port}/webhooks`, close };
  }
  await close();
  throw new Error("The queue of the listening socket does not fill.");
}
