import type { Svix } from "svix";
import type { Svix as Svix1 } from "svix1";

/** What the calls of the table find: a customer with one thing of every kind. */
export interface Scene {
  app: string;
  appUid: string;
  endpoint: string;
  endpointUid: string;
  eventType: string;
  message: string;
  attempt: string;
  receiverUrl: string;
  /** A name that nothing has yet; good as uid, event id and event type. */
  name(): string;
  /** Of the portal of the customer, for what a portal does. */
  portal: { two: Svix; one: Svix1 };
  /** A moment within the scene's past. */
  since: Date;
}

type Drive<Sdk> = (sdk: Sdk, scene: Scene) => Promise<unknown>;

/** One operation of the wire, and how the two generations of the official SDK call it. */
export interface Row {
  /** Method and path as the contract has them. */
  operation: string;
  /** Statuses that the wire documents for success. */
  success: number[];
  /** 1: what the open server of that protocol has. 2: what is added to it. */
  tier: 1 | 2;
  /** The call in the words of the newer SDK; null when only the older one has it. */
  call: string | null;
  /** The older SDK's name for it, where it differs. */
  oldCall?: string | null;
  two?: Drive<Svix>;
  one?: Drive<Svix1>;
  /** For what no SDK calls: the request itself is sent. */
  plain?: (scene: Scene) => { path: string; body?: unknown };
  /** What an operator who moves here should know. */
  note?: string;
}

/** A call that both generations have under one name. */
export function same(drive: (sdk: Svix | Svix1, scene: Scene) => Promise<unknown>): Pick<Row, "two" | "one"> {
  return { two: drive, one: drive };
}
