import { execFileSync } from "node:child_process";
import fs from "node:fs";
import Ajv from "ajv";
import { validate } from "dockerfile-utils";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ENV_KEYS } from "@/lib/env.ts";
import { isWithin, judgeAddress, parseCidrs } from "@/lib/webhook/address.ts";

const read = (file: string) => fs.readFileSync(file, "utf8");
const { version } = JSON.parse(read("package.json")) as { version: string };
const CHART = "deploy/chart/posthorn";

interface Service {
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  networks?: string[];
}
// Merge keys are YAML 1.1, as Compose reads it.
const compose = parse(read("deploy/compose.yaml"), { merge: true }) as { services: Record<string, Service> };

test("the Dockerfile has nothing that its linter finds", () => {
  expect(validate(read("Dockerfile")).map(({ message }) => message)).toEqual([]);
});

test("the compose file has nothing that its linter finds, and sets what there is to set", () => {
  const dclint = "node_modules/dclint/bin/dclint.cjs";
  const found = execFileSync(process.execPath, [dclint, "--formatter", "json", "deploy/compose.yaml"], {
    encoding: "utf8",
  });
  expect(JSON.parse(found)).toMatchObject([{ messages: [] }]);

  const { "set-up": setUp, web, worker } = compose.services;
  for (const service of [setUp, web, worker]) {
    const names = Object.keys(service?.environment ?? {}).filter((name) => name !== "NPM_CONFIG_CACHE");
    expect(names.filter((name) => !ENV_KEYS.includes(name))).toEqual([]);
    expect(service?.image).toBe(`posthorn:${version}`);
    expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
  }
});

test("what the image, the compose file and the chart start is there", () => {
  const started = [
    ...[...read("Dockerfile").matchAll(/^CMD (.*)$/gm)].flatMap(([, command = ""]) => JSON.parse(command) as string[]),
    ...Object.values(compose.services).flatMap(({ command }) => command ?? []),
    ...fs.readdirSync(`${CHART}/templates`).flatMap((file) => {
      const commands = [...read(`${CHART}/templates/${file}`).matchAll(/command: \[(.*)\]/g)];
      return commands.flatMap(([, command = ""]) => command.split(/[\s,"&]+/));
    }),
  ];
  const files = [...new Set(started.filter((word) => /\.(ts|mjs)$/.test(word)))];
  expect(files.toSorted((a, b) => a.localeCompare(b))).toEqual([
    "scripts/bootstrap.ts",
    "scripts/migrate.mjs",
    "web/main.ts",
    "worker/main.ts",
  ]);
  expect(files.filter((file) => !fs.existsSync(file))).toEqual([]);
});

test("the network policy closes what Posthorn itself refuses, and nothing but a worker's ways out is open", () => {
  const policy = read(`${CHART}/templates/network-policy.yaml`);
  const closed = [...policy.matchAll(/^ {14}- (\S+\/\d+)$/gm)].map(([, cidr = ""]) => cidr);
  expect(closed).toHaveLength(21);
  for (const cidr of closed) {
    const [first = ""] = cidr.split("/");
    expect(judgeAddress(first, []), cidr).toBe("blocked");
  }
  for (const address of ["169.254.169.254", "10.1.2.3", "168.63.129.16", "240.0.0.1", "2002:7f00:1::", "3fff::1"]) {
    expect(isWithin(address, parseCidrs(closed.join(" "))), address).toBe(true);
  }
  expect(policy).toContain("policyTypes: [Ingress, Egress]");
  expect(policy, "nobody calls a worker").not.toMatch(/^ {2}ingress:/m);
  const { worker, web } = compose.services;
  expect(worker?.networks).toEqual(["database", "egress"]);
  expect(web?.networks).toEqual(["database", "edge"]);
});

test("the chart is of this release, and refuses values that cannot work", () => {
  expect(parse(read(`${CHART}/Chart.yaml`))).toMatchObject({ version, appVersion: version });
  const accepts = new Ajv().compile(JSON.parse(read(`${CHART}/values.schema.json`)) as object);
  const byDefault = parse(read(`${CHART}/values.yaml`)) as object;
  const needed = { publicUrl: "https://hooks.example.com", existingSecret: "posthorn" };
  expect(accepts({ ...byDefault, ...needed }), JSON.stringify(accepts.errors)).toBe(true);
  expect(accepts(byDefault)).toBe(false);
  expect(accepts({ ...byDefault, ...needed, publicURL: "https://hooks.example.com" })).toBe(false);
});
