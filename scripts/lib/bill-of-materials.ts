import { type LockedPackage, type LockFile, licenceOf } from "@/scripts/lib/licences-page.ts";

interface Component {
  type: "library";
  "bom-ref": string;
  name: string;
  version: string;
  purl: string;
  scope: "required" | "optional";
  licenses: [{ license: { id: string } } | { expression: string }];
  hashes: { alg: "SHA-512"; content: string }[];
}

const nameAt = (where: string, { name }: LockedPackage) => name ?? where.split("node_modules/").at(-1) ?? "";
const purlOf = (name: string, version: string) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

/** From where a package stands, the one that Node finds under a name: in its own folder first, then further up. */
function found(packages: LockFile["packages"], from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    const where = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
    if (packages[where]) return where;
    if (at === "") return undefined;
  }
}

/**
 * What a production installation consists of, as CycloneDX 1.6. npm's own command leaves out what production and development
 * both use (`--omit dev`), and refuses the whole when a package for development names another version than it gets.
 * @param isInstalled for the place of a package in the lock file: other systems have others of the optional ones
 */
export function billOfMaterials({ packages }: LockFile, isInstalled: (where: string) => boolean) {
  const shipped = Object.entries(packages).filter(([where, one]) => where !== "" && !one.dev && isInstalled(where));
  const refs = new Map(shipped.map(([where, one]) => [where, purlOf(nameAt(where, one), one.version ?? "")]));
  const root = packages[""] ?? {};
  const rootRef = purlOf("posthorn", root.version ?? "");
  const components = shipped.map(([where, one]): Component => {
    const licence = licenceOf(where, one);
    return {
      type: "library",
      "bom-ref": refs.get(where) ?? "",
      name: nameAt(where, one),
      version: one.version ?? "",
      purl: refs.get(where) ?? "",
      scope: one.optional ? "optional" : "required",
      licenses: [
        /^[\w.-]+$/.test(licence) ? { license: { id: licence } } : { expression: licence.replace(" and ", " AND ") },
      ],
      hashes: [{ alg: "SHA-512", content: Buffer.from((one.integrity ?? "").slice(7), "base64").toString("hex") }],
    };
  });
  const dependencies = [["", root] as const, ...shipped].map(([where, one]) => {
    const names = Object.keys({ ...one.dependencies, ...one.optionalDependencies });
    const on = names.flatMap((name) => refs.get(found(packages, where, name) ?? "") ?? []);
    return { ref: where === "" ? rootRef : (refs.get(where) ?? ""), dependsOn: [...new Set(on)].sort() };
  });
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: { type: "application", "bom-ref": rootRef, name: "posthorn", version: root.version, purl: rootRef },
    },
    components: [...new Map(components.map((one) => [one["bom-ref"], one])).values()],
    dependencies: [...new Map(dependencies.map((one) => [one.ref, one])).values()],
  };
}
