import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { billOfMaterials } from "@/scripts/lib/bill-of-materials.ts";
import { type LockFile, licencesPage } from "@/scripts/lib/licences-page.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const lock = JSON.parse(read("package-lock.json")) as LockFile;
const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string | boolean>>;
const packages = Object.entries(lock.packages).filter(([where]) => where !== "");

test("every locked package is named by the hash of its content, and comes from nowhere but the registry", () => {
  for (const [where, one] of packages) {
    expect(one.integrity, where).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    // Where from is the installing machine's business; what, the hash says.
    expect([one.resolved, one.link], where).toEqual([undefined, undefined]);
  }
  for (const [where, { dependencies, devDependencies, optionalDependencies }] of Object.entries(lock.packages)) {
    for (const range of Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies }))
      expect(range, where).not.toMatch(/^(git|https?|file|github|link)[:+]|^[\w-]+\/[\w-]+/);
  }
});

test("dependencies of our own are exact versions, and no package runs a script when it is installed", () => {
  const { dependencies, devDependencies, optionalDependencies, allowScripts } = manifest;
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }))
    expect(version, name).toMatch(/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+[\w.-]*$/);
  const withScript = packages
    .filter(([, one]) => one.hasInstallScript)
    .map(([where]) => where.split("node_modules/").at(-1));
  expect(withScript.filter((name) => allowScripts?.[name ?? ""] !== false)).toEqual([]);
});

test("the bill of materials names every package of production with its hash and what it needs, and none of development", () => {
  const { components, dependencies } = billOfMaterials(lock, () => true);
  const listed = new Map(components.map((one) => [`${one.name}@${one.version}`, one]));
  const shipped = packages.filter(([, { dev }]) => !dev);
  for (const [where, { name, version, integrity }] of shipped) {
    const one = listed.get(`${name ?? where.split("node_modules/").at(-1)}@${version}`);
    expect(`sha512-${Buffer.from(one?.hashes[0]?.content ?? "", "hex").toString("base64")}`, where).toBe(integrity);
  }
  expect([...listed.keys()].filter((one) => /^(vitest|svix|lighthouse)@/.test(one))).toEqual([]);
  const refs = new Set(components.map((one) => one["bom-ref"]));
  expect(dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).toEqual([]);
  const own = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  expect(dependencies[0]?.dependsOn).toHaveLength(own.length);
  expect(dependencies.find(({ ref }) => ref.startsWith("pkg:npm/react-dom@"))?.dependsOn).toEqual([
    expect.stringContaining("pkg:npm/scheduler@"),
  ]);
});

test("a licence that nobody has looked at is named", () => {
  const added = { ...lock.packages, "node_modules/new-one": { version: "1.0.0", license: "AGPL-3.0", dev: true } };
  expect(() => licencesPage({ packages: added })).toThrow("new-one: AGPL-3.0");
});
