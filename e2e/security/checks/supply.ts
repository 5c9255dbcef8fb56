import type { Check } from "@/e2e/security/checks/row.ts";

const TEST = "scripts/supply.test.ts";
const SOURCE = "ASVS 15.1.2, 15.2.1";

export const SUPPLY: readonly Check[] = [
  {
    id: "supply-sbom",
    source: SOURCE,
    check: "The bill of materials names everything that production runs, with hashes and licences.",
    tests: [`${TEST} > the bill of materials names every package`],
  },
  {
    id: "supply-lockfile",
    source: SOURCE,
    check: "Each package is locked by the SHA-512 of its content; none comes from git or a plain address.",
    tests: [`${TEST} > every locked package is named by the hash`],
  },
  {
    id: "supply-scripts",
    source: SOURCE,
    check: "Own dependencies are exact versions, and no package runs a script when it is installed.",
    tests: [`${TEST} > dependencies of our own are exact versions`],
  },
  {
    id: "supply-licences",
    source: SOURCE,
    check: "Only licences that were looked at; npm run check compares docs/licences.md with the lock file.",
    tests: [`${TEST} > a licence that nobody has looked at`],
  },
  {
    id: "supply-audit",
    source: SOURCE,
    check: "No package with a known fault is shipped.",
    notApplicable:
      "Which faults are known changes by the day: npm audit belongs into the operator's pipeline (docs/supply-chain.md). The registry of this build answers no audit.",
  },
  {
    id: "supply-image",
    source: SOURCE,
    check: "The image runs without rights on a read-only disk.",
    tests: [
      "scripts/deploy.test.ts > the Dockerfile has nothing",
      "scripts/deploy.test.ts > the compose file has nothing",
    ],
  },
  {
    id: "supply-digests",
    source: SOURCE,
    check: "Base images are pinned by digest.",
    notApplicable:
      "A digest belongs to the registry that an operator pulls from; docs/supply-chain.md has the command.",
  },
];
