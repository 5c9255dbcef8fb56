import type { Check } from "@/e2e/security/checks/row.ts";

const ROTATION = "e2e/security/key-rotation.spec.ts";
const RE_ENCRYPT = "lib/domain/secrets/re-encrypt.db.test.ts";
const SOURCE = "ASVS 11.3.1-4, 13.3.4";

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
];
