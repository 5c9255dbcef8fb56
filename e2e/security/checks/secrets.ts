import type { Check } from "@/e2e/security/checks/row.ts";

const ROTATION = "e2e/security/key-rotation.spec.ts";
const RE_ENCRYPT = "lib/domain/secrets/re-encrypt.db.test.ts";
const SOURCE = "ASVS 11.3.1-4, 13.3.4";

const CANARY = "e2e/security/canary.spec.ts";
const FAULTS = "lib/http/faults.db.test.ts";
const REDACTION = "ASVS 16.2.5, 14.2.1";

export const SECRETS: readonly Check[] = [
  {
    id: "secret-bound",
    source: SOURCE,
    check: "A sealed value opens in its own row, column and application only; changed, cut or moved it is an error.",
    tests: [
      "lib/crypto.test.ts > a value opens at its own place only",
      `${RE_ENCRYPT} > a row that was given to another application`,
      "lib/domain/endpoints/authentication.db.test.ts > moved to another row it does not open",
    ],
  },
  {
    id: "secret-formats",
    source: SOURCE,
    check:
      "Values of the first format are read, and written until it is certain that nobody goes back to the earlier release.",
    tests: [
      "lib/crypto.test.ts > values of the first format are read",
      `${RE_ENCRYPT} > an installation of an earlier release goes on writing`,
    ],
  },
  {
    id: "secret-ring",
    source: SOURCE,
    check: "Several secrets at once: the current one writes, all of them read, sessions and links in e-mails included.",
    tests: [
      "lib/crypto.test.ts > while the secret is changed both generations read",
      "lib/env.test.ts > secrets come from settings or from a file",
    ],
  },
  {
    id: "secret-rotation",
    source: SOURCE,
    check:
      "The secret is changed under load, with old and new processes at once: no signature fails and nothing is lost.",
    tests: [`${ROTATION} > the secret is changed under load`],
  },
  {
    id: "secret-re-encrypt",
    source: SOURCE,
    check:
      "Re-encryption reaches every sealed column, in batches beside running processes, and says when the old secret may go.",
    tests: [`${RE_ENCRYPT} > after re-encryption the new secret alone opens everything`, ROTATION],
  },
  {
    id: "secret-wrong",
    source: SOURCE,
    check: "With a wrong secret web and worker end with 78 and say what to do; nothing is written with it.",
    tests: [
      `${ROTATION} > with a wrong secret neither web nor worker starts`,
      `${RE_ENCRYPT} > a database without a canary is not given one`,
    ],
  },
  {
    id: "secret-missing",
    source: SOURCE,
    check: "Without a secret nothing starts, and a database whose secret is lost gets no new one.",
    tests: [
      "scripts/lib/secret.test.ts > a database whose secret is lost is not started",
      "lib/env.test.ts > a wrong or missing setting stops the start",
    ],
  },
  {
    id: "secret-columns",
    source: SOURCE,
    check:
      "A column that sounds like a secret is sealed, and a field that takes one has a canary, or it is said why not.",
    tests: ["lib/domain/secrets/secret-columns.db.test.ts", "e2e/security/canary/fields.test.ts"],
  },
  {
    id: "secret-planted",
    source: REDACTION,
    check:
      "Recognisable secrets stand in every feature and are used: settings, endpoints, sources, alerts, keys, links, staff.",
    tests: [`${CANARY} > each secret has been used`, `${CANARY} > the search finds what is there`],
  },
  {
    id: "secret-dump",
    source: SOURCE,
    check: "No planted secret is in a dump of the database, whatever the table, column or coding.",
    tests: [`${CANARY} > no secret is in any column`],
  },
  {
    id: "secret-api",
    source: REDACTION,
    check: "No planted secret is in an answer, export, metric, preview or refusal, but where somebody asks for it.",
    tests: [`${CANARY} > no secret is in an answer of the API`],
  },
  {
    id: "secret-screens",
    source: REDACTION,
    check: "No planted secret is on a screen, or in the HTML, RSC payloads and answers behind it.",
    tests: [`${CANARY} > no secret is on any screen`],
  },
  {
    id: "secret-logs",
    source: REDACTION,
    check: "No planted secret is in logs (at debug level), traces or mails.",
    tests: [`${CANARY} > no secret is in what web and worker log`],
  },
  {
    id: "secret-echo",
    source: REDACTION,
    check: "What a receiver echoes of our secrets is taken out before it is stored.",
    tests: ["e2e/faults/receiver-secrets.spec.ts", "lib/webhook/redact-reply.test.ts"],
  },
  {
    id: "secret-preview",
    source: REDACTION,
    check:
      "The preview of a transformation hides stored values, also encoded; with code of the caller's own it has none.",
    tests: ["lib/webhook/written-forms.test.ts", "lib/domain/transformations/transformations.db.test.ts"],
  },
  {
    id: "error-fixed",
    source: "ASVS 16.5.1-3",
    check: "A fault of our own is answered by a fixed sentence: no stack, SQL or path; the log has the rest.",
    tests: [`${FAULTS} > when a statement fails for a reason of our own`],
  },
  {
    id: "error-away",
    source: "ASVS 16.5.1-3",
    check: "With the database away the answer is 503 and no more; without workers messages are taken and wait.",
    tests: [
      "lib/http/database-away.test.ts > while the database is away",
      "e2e/faults/worker.spec.ts > P4 when all workers die",
    ],
  },
  {
    id: "log-lines",
    source: "ASVS 16.4.1",
    check: "CR, LF, ANSI and other controls in what is logged are escaped: a line stays one, and ends where it ends.",
    tests: ["lib/log.test.ts"],
  },
  {
    id: "csv-formulas",
    source: "ASVS 1.2.10",
    check: "No cell of an export begins a formula, and texts survive the way through a table program.",
    tests: ["lib/contract/csv.test.ts", "lib/domain/audit/audit.db.test.ts", "components/activity/activity.test.ts"],
  },
  {
    id: "signature",
    source: "Standard Webhooks",
    check:
      "Signatures are those of the specification, verified by other people's libraries, and compared in constant time.",
    tests: ["e2e/delivery/signing.spec.ts", "lib/webhook/signature.test.ts"],
  },
];
