import type { Check } from "@/e2e/security/checks/row.ts";

const REDACTED = "worker/delivery/redacted.db.test.ts";
const PURGE = "lib/domain/privacy/purge.db.test.ts";
const WIPE = "lib/domain/messages/wipe-payloads.db.test.ts";
const PARTITIONS = "lib/domain/maintenance/partitions.db.test.ts";

export const PRIVACY: readonly Check[] = [
  {
    id: "privacy-retention",
    source: "ASVS 14.2.7",
    check: "Payloads, replies, inbound requests and metadata are each gone after the time that is set for them.",
    tests: [`${PARTITIONS} > past the retention of payloads and replies`, `${PARTITIONS} > each log by its own`],
  },
  {
    id: "privacy-own-retention",
    source: "ASVS 14.2.7",
    check: "A message may have its payload erased sooner, with what requests repeated of it.",
    tests: ["lib/domain/messages/options.db.test.ts > a payload is erased when its own retention ends"],
  },
  {
    id: "privacy-wipe-after-success",
    source: "ASVS 14.2.7",
    check: "An application, or a message, can have payloads wiped once they have arrived everywhere.",
    tests: [WIPE],
  },
  {
    id: "privacy-purge",
    source: "ASVS 14.2.7",
    check: "After a purge no row of an application is left, and no byte of any text that it had in any table.",
    tests: [`${PURGE} > after a purge no text`],
  },
  {
    id: "privacy-purge-survives",
    source: "ASVS 14.2.7",
    check:
      "A purge that is interrupted is ended by whoever comes next, and starts only with the name typed by an admin.",
    tests: [`${PURGE} > a worker that dies in the middle`, `${PURGE} > without the name typed`],
  },
  {
    id: "privacy-export",
    source: "H6",
    check:
      "The file of everything of an application has no secret and no redacted value, and nobody below an admin takes it.",
    tests: [
      "lib/domain/application-exports/exports.db.test.ts",
      "e2e/security/canary.spec.ts > no secret is in an answer of the API",
      "e2e/api/access.spec.ts",
    ],
  },
  {
    id: "privacy-expunge",
    source: "ASVS 14.2.7",
    check: "The content of single messages and tries can be erased, with replies, requests and what sources received.",
    tests: ["lib/domain/messages/expunge.db.test.ts"],
  },
  {
    id: "privacy-redacted-shown",
    source: "ASVS 16.2.5",
    check:
      "Values at redacted paths reach the receiver, and nobody else: not a customer, a key or an admin who reveals payloads.",
    tests: [`${REDACTED} > the receiver gets every value`],
  },
  {
    id: "privacy-redacted-stored",
    source: "ASVS 16.2.5",
    check:
      "What is stored of requests and replies has none of these values, wherever a transformation or a receiver put them.",
    tests: [`${REDACTED} > through a transformation that moves values about`],
  },
  {
    id: "privacy-redaction-paths",
    source: "ASVS 15.3.6",
    check:
      "Paths are bounded, mean nothing to the language (`__proto__`), and cost no more than the length of the text.",
    tests: ["lib/domain/payloads/redact-json.test.ts"],
  },
  {
    id: "privacy-masked-for-staff",
    source: "ASVS 14.2.6",
    check:
      "Staff see payloads masked, names that are data included, until they ask for one; that they did is written down.",
    tests: ["lib/domain/payloads/mask.test.ts", "lib/domain/audit/audit.db.test.ts"],
  },
  {
    id: "privacy-settings",
    source: "ASVS 13.4.2",
    check:
      "Only an admin changes retention and redaction; what the environment sets cannot be changed, and each change is audited.",
    tests: ["lib/domain/settings/settings.db.test.ts"],
  },
];
