// Loaded into every process of a service under test with --import. Names under .faults.example are answered from a file
// that the test writes; every other name fails, so that nothing ever asks a real name server.
import { appendFileSync, readFileSync } from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";

const dns = createRequire(import.meta.url)("node:dns");
const { STUB_RESOLVER_ZONE: zoneFile, STUB_RESOLVER_LOG: logFile } = process.env;
/** The system's resolver gives up as well, later than whoever asks it. */
const SILENT_MS = 5_500;
const isLocal = (name) => name === "localhost" || /^[\d.]+$|:/.test(name);
const { lookup } = dns;
const lookupOfPromises = dns.promises.lookup;

function failure(code, name) {
  return Object.assign(new Error(`getaddrinfo ${code} ${name}`), { code, syscall: "getaddrinfo", hostname: name });
}

dns.lookup = (name, ...rest) => {
  if (isLocal(name)) return lookup(name, ...rest);
  rest.at(-1)(failure("ENOTFOUND", name));
};

dns.promises.lookup = async (name, options) => {
  if (isLocal(name)) return lookupOfPromises(name, options);
  appendFileSync(logFile, `${process.argv[1]} ${name}\n`);
  const answer = JSON.parse(readFileSync(zoneFile, "utf8"))[name] ?? "ENOTFOUND";
  if (answer === "silence") {
    await sleep(SILENT_MS);
    throw failure("EAI_AGAIN", name);
  }
  if (typeof answer === "string") throw failure(answer, name);
  return answer.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
};

syncBuiltinESMExports();
