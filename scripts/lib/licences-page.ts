export interface LockedPackage {
  /** Where it is installed under another name. */
  name?: string;
  version?: string;
  license?: string;
  dev?: boolean;
  optional?: boolean;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}
export interface LockFile {
  packages: Record<string, LockedPackage>;
}

/** Licences that a package may have, and what is to be known of those that ask for more than to be named. */
const ALLOWED: Record<string, string> = {
  "(MIT OR CC0-1.0)": "",
  "0BSD": "",
  "Apache-2.0": "",
  "BSD-2-Clause": "",
  "BSD-3-Clause": "",
  "BlueOak-1.0.0": "",
  ISC: "",
  MIT: "",
  "MIT OR Apache-2.0": "",
  "MIT and ISC": "",
  "MIT-0": "",
  "Python-2.0": "",
  Unlicense: "",
  "CC-BY-4.0": "Data about browsers, used while building.",
  "EPL-2.0": "Unchanged, of Prisma's command line; nothing of Posthorn loads it.",
  "LGPL-3.0-or-later": "Unchanged, a shared library of Next's image optimizer, which Posthorn does not use.",
  "Apache-2.0 AND LGPL-3.0-or-later": "As above.",
  "Apache-2.0 AND LGPL-3.0-or-later AND MIT": "As above.",
  "MPL-2.0": "Unchanged, as files of their own.",
  "OFL-1.1": "Fonts.",
};

/** What a package says elsewhere than in the field for it. */
const SAID_ELSEWHERE: Record<string, string> = { "seq-queue": "MIT" };

/** As an SPDX expression where the package says one. */
export function licenceOf(where: string, { license }: LockedPackage): string {
  return license ?? SAID_ELSEWHERE[where.split("node_modules/").at(-1) ?? ""] ?? "none";
}

/**
 * The page of licences of what runs in production.
 * @throws Error naming each package, of development too, whose licence is not among those that were looked at
 */
export function licencesPage({ packages }: LockFile): string {
  const all = Object.entries(packages).flatMap(([where, one]) => {
    const name = where.split("node_modules/").at(-1) ?? "";
    if (where === "") return [];
    return [{ ...one, name, license: licenceOf(where, one) }];
  });
  const unknown = all.filter(({ license }) => !Object.hasOwn(ALLOWED, license));
  if (unknown.length > 0) {
    const names = unknown.map(({ name, license }) => `  ${name}: ${license}`);
    throw new Error(`Licences that nobody has looked at (scripts/lib/licences-page.ts):\n${names.join("\n")}`);
  }
  const shipped = all.filter(({ dev }) => !dev);
  const licences = [...new Set(shipped.map(({ license }) => license))].sort();
  const of = (licence: string) => {
    const found = shipped.filter(({ license }) => license === licence).map(({ name, version }) => `${name} ${version}`);
    return [...new Set(found)].sort();
  };
  return [
    "# Licences",
    "",
    "Made by `npm run licences` from `package-lock.json`: every package that a production installation may have, for any system.",
    "Packages for development are not in the image; their licences are held to the same list.",
    "",
    "| Licence | Packages | |",
    "|---|---|---|",
    ...licences.map((licence) => `| ${licence} | ${of(licence).length} | ${ALLOWED[licence]} |`),
    ...licences.flatMap((licence) => ["", `## ${licence}`, "", `${of(licence).join(" · ")}`]),
    "",
  ].join("\n");
}
