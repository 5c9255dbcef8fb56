import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Addresses, or the code that the system's resolver fails with, or no answer at all. */
export type NameAnswer = string[] | "ENOTFOUND" | "EAI_AGAIN" | "EAI_FAIL" | "EAI_NODATA" | "silence";

export interface Names {
  /** For the service that is to ask here. */
  settings: Record<string, string>;
  /** From now on. @returns the whole name */
  answer: (name: string, answer: NameAnswer) => string;
  /** How often the worker asked for it; the web process asks when a URL is saved. */
  lookups: (name: string) => number;
  forget: () => void;
}

const ZONE = "faults.example";
const STUB = pathToFileURL(path.join(import.meta.dirname, "stub-resolver.mjs")).href;

/** Names of a test's own: a stub takes the resolver's place in the processes of its service, and no packet leaves. */
export function openNames(): Names {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "posthorn-names-"));
  const zoneFile = path.join(directory, "zone.json");
  const logFile = path.join(directory, "lookups");
  const zone: Record<string, NameAnswer> = {};
  const write = () => {
    // Renamed into place: a process that reads sees one version or the other.
    fs.writeFileSync(`${zoneFile}.new`, JSON.stringify(zone));
    fs.renameSync(`${zoneFile}.new`, zoneFile);
  };
  write();
  fs.writeFileSync(logFile, "");
  return {
    settings: {
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --import=${STUB}`.trim(),
      STUB_RESOLVER_ZONE: zoneFile,
      STUB_RESOLVER_LOG: logFile,
    },
    answer: (name, answer) => {
      const whole = `${name}.${ZONE}`;
      zone[whole] = answer;
      write();
      return whole;
    },
    lookups: (name) =>
      fs
        .readFileSync(logFile, "utf8")
        .split("\n")
        .filter((line) => line.endsWith(`worker/main.ts ${name}.${ZONE}`)).length,
    forget: () => fs.rmSync(directory, { recursive: true }),
  };
}
