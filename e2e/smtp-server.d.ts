/** The part of the package that e2e/mailbox.ts uses; it brings no types of its own. */
declare module "smtp-server" {
  import type { EventEmitter } from "node:events";
  import type { Server } from "node:net";
  import type { Readable } from "node:stream";

  interface Address {
    address: string;
  }
  interface Session {
    envelope: { rcptTo: Address[] };
  }
  type Done = (error?: Error | null) => void;
  interface Options {
    authOptional: boolean;
    disabledCommands: string[];
    disableReverseLookup: boolean;
    closeTimeout: number;
    onRcptTo: (address: Address, session: Session, done: Done) => void;
    onData: (stream: Readable, session: Session, done: Done) => void;
  }

  export class SMTPServer extends EventEmitter {
    constructor(options: Options);
    readonly server: Server;
    listen(port: number, host: string, listening: () => void): void;
    close(closed: () => void): void;
  }
}
