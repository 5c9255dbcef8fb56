import type { Check } from "@/e2e/security/checks/row.ts";

export const OPERATING: readonly Check[] = [
  {
    id: "settings-stop-the-start",
    source: "ASVS 13.3.1, 16.5.2",
    check: "A wrong setting or a lost secret stops the start by name, and its value is in no output.",
    tests: [
      "lib/env.test.ts > a wrong or missing setting stops the start with its name and without its value",
      "scripts/lib/secret.test.ts > a database whose secret is lost is not started with a new one",
    ],
  },
  {
    id: "settings-documented",
    source: "ASVS 13.1.1",
    check: "Every setting is documented with its danger, and its default is the safe one that the document says.",
    tests: [
      "lib/env.test.ts > .env.example documents every setting, once, and no other",
      "lib/env.test.ts > the values in .env.example are the defaults",
    ],
  },
  {
    id: "database-away-fails-closed",
    source: "ASVS 16.5.2, 16.5.3",
    check: "Without its database the service answers 503 and never 202, leaves nobody hanging, and loses nothing.",
    tests: ["e2e/faults/database.spec.ts > a wire that swallows everything for a minute leaves nobody hanging"],
  },
  {
    id: "backup-holds-what-it-says",
    source: "requirement H5",
    check:
      "A backup that is taken under load is complete when it has its name, is readable by its owner alone, and starts elsewhere with nothing missing.",
    tests: ["e2e/faults/backup.spec.ts > a backup of the embedded database, taken while deliveries run"],
  },
  {
    id: "upgrade-keeps-the-way-back",
    source: "requirement H5, fault P9",
    check: "No migration takes away what the release before it uses, so a bad release can be replaced by it at once.",
    tests: ["scripts/lib/migration-rules.test.ts"],
  },
  {
    id: "maintenance-blocks-nobody",
    source: "fault G9, ASVS 15.2.2",
    check: "Dropping old days never makes ingest and deliveries stand in line behind a long query.",
    tests: ["lib/domain/maintenance/partitions.db.test.ts > maintenance steps aside for a long query"],
  },
  {
    id: "reads-are-bounded",
    source: "ASVS 15.2.2",
    check:
      "No filter makes a chart or a page read a whole log: reading stops at a number of entries, and the answer says so.",
    tests: [
      "lib/domain/deliveries/histogram.db.test.ts > counting stops at its limit and the answer admits it",
      "lib/domain/deliveries/bounded-scan.db.test.ts",
    ],
  },
  {
    id: "alerts-lead-to-runbooks",
    source: "ASVS 16.4.1",
    check: "Every alert that staff or Prometheus raise leads to a section that says what to do.",
    tests: ["lib/contract/runbooks.test.ts"],
  },
  {
    id: "deployed-without-rights",
    source: "ASVS 13.2.2",
    check: "Image, compose file and chart run without rights on a read-only disk, and workers reach nothing inside.",
    tests: ["scripts/deploy.test.ts"],
  },
];
