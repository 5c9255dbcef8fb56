import type { Check } from "@/e2e/security/checks/row.ts";

export const ACCESS: readonly Check[] = [
  {
    id: "idor-operations",
    source: "ASVS 8.2.2, 8.4.1",
    check:
      "An id of another customer, in path, query, cursor or body of any operation, is answered like one that never was, and changes nothing.",
    tests: [
      "e2e/api/tenancy.spec.ts",
      "e2e/security/operations.spec.ts > a key of one application finds nothing of another one",
    ],
  },
  {
    id: "idor-pages",
    source: "ASVS 8.2.2, 8.4.1",
    check:
      "A page, or any part or way around of it, tells who has no right to it nothing that it does not tell of a page that never was; a new route is asked without being named.",
    tests: ["e2e/security/pages.spec.ts"],
  },
  {
    id: "roles",
    source: "ASVS 8.1.1, 8.2.1",
    check:
      "Every operation answers exactly the roles, scopes and capabilities that one table names, and docs/access.md is that table.",
    tests: ["e2e/api/access.spec.ts", "lib/contract/access.test.ts"],
  },
  {
    id: "mass-assignment",
    source: "ASVS 8.2.3, 15.3.3",
    check: "No write takes a field that its operation does not name, such as tenantId, role, createdAt or isAdmin.",
    tests: ["lib/contract/mass-assignment.test.ts"],
  },
  {
    id: "revocation",
    source: "ASVS 7.4.1, 7.4.2, 8.3.2",
    check: "What is revoked, expired, turned off or signed out opens no operation from the next request on.",
    tests: [
      "e2e/security/operations.spec.ts > no operation answers a credential that is over",
      "lib/domain/staff/manage.db.test.ts > a role and being turned off bite at the next request",
      "lib/http/router.db.test.ts > a revoked key is refused at the next request",
      "lib/domain/applications/suspend.db.test.ts > a suspended application takes no message",
    ],
  },
  {
    id: "revocation-streams",
    source: "ASVS 7.4.2, 8.3.2",
    check: "A stream that is open ends with the session or the key that it was opened with.",
    tests: [
      "lib/http/handlers/delivery-stream.db.test.ts > whose session is ended sees no more of what it watches",
      "lib/http/handlers/new-deliveries.db.test.ts",
    ],
  },
  {
    id: "session-limits",
    source: "ASVS 7.3.1, 7.3.2, 7.4.5",
    check:
      "Sessions end after a time and after idleness, on the server, and a person or the operator can end all of them.",
    tests: [
      "lib/domain/staff/staff.db.test.ts > a session ends with its row, its time and its idleness",
      "lib/domain/staff/staff.db.test.ts > a person ends one of their sessions or all others",
      "lib/domain/portal-links/exchange.db.test.ts > expiring all ends sessions",
    ],
  },
  {
    id: "session-fixation",
    source: "ASVS 7.2.4",
    check:
      "Signing in, or entering a portal, makes a new session; the one that the browser had ends, and what was planted opens nothing.",
    tests: [
      "lib/domain/portal-links/exchange.db.test.ts > entering again ends the session that the browser had",
      "lib/domain/staff/staff.db.test.ts > the session that a browser had ends when somebody signs in there",
      "lib/http/router.db.test.ts > a cookie of one application cannot be renamed into another's",
      "e2e/portal/enter.spec.ts > two applications in two tabs do not mix",
    ],
  },
  {
    id: "portal-link-once",
    source: "ASVS 6.5.1",
    check:
      "A portal link works once, also under fifty uses at the same moment, and not when it is over or of another application.",
    tests: [
      "e2e/api/tenancy.spec.ts > a portal link works once under 50 parallel uses",
      "lib/domain/portal-links/exchange.db.test.ts > of fifty simultaneous uses",
      "lib/domain/portal-links/exchange.db.test.ts > an expired link says so",
      "lib/domain/portal-links/exchange.db.test.ts > the session is of the link's application",
    ],
  },
  {
    id: "portal-link-secret",
    source: "ASVS 6.5.2, 7.2.3, 14.2.1",
    check:
      "A link's code is 256 random bits, stored as a hash, in no address, log or history, and a fetch of its address does not use it up.",
    tests: [
      "lib/domain/portal-links/exchange.db.test.ts > codes and tokens are nowhere in the database",
      "e2e/portal/enter.spec.ts > a link opens the portal, and its code is in no address",
      "e2e/portal/enter.spec.ts > a fetch of the address, as mail scanners do",
    ],
  },
  {
    id: "middleware",
    source: "CVE-2025-29927",
    check:
      "No way around Next's routing (subrequest headers, RSC, segments, data routes, encoded or doubled paths) shows a page without its session.",
    tests: ["e2e/security/pages.spec.ts > whoever has no right to a page"],
  },
  {
    id: "csrf-operations",
    source: "ASVS 3.5.1, 3.5.2, 3.5.3",
    check:
      "A write by cookie needs proof that our own page made it: a foreign, null or missing origin is 403, whatever host or type a request claims.",
    tests: ["e2e/security/origin.spec.ts > no write by cookie", "lib/http/page-request.test.ts"],
  },
  {
    id: "csrf-pages",
    source: "ASVS 3.5.1",
    check: "No other page signs anybody in or out, spends a link, or posts to a page or a server action.",
    tests: [
      "e2e/security/origin.spec.ts > no page or handler takes a post from another page",
      "e2e/security/origin.spec.ts > a link is spent by nobody's page",
      "e2e/api/page-headers.spec.ts > no other page signs somebody in or out",
    ],
  },
  {
    id: "cookies",
    source: "ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4",
    check:
      "Every cookie of every route is HttpOnly, of this host alone and, over https, __Host- and Secure; only the portal's may stand in a frame.",
    tests: ["lib/http/cookies.test.ts", "e2e/security/answers.spec.ts > every cookie that any route sets"],
  },
  {
    id: "portal-host",
    source: "ASVS 3.5.4",
    check:
      "The portal can have a host of its own, on which console and API do not answer, and cookies of the two never meet.",
    tests: ["lib/http/portal-host.test.ts", "e2e/security/portal-host.spec.ts"],
  },
  {
    id: "framing",
    source: "ASVS 3.4.6",
    check: "Nobody frames the console; a portal is framed by the sites that its link, or the installation, names.",
    tests: ["lib/http/page-headers.test.ts", "e2e/portal/embedding.spec.ts"],
  },
  {
    id: "post-message",
    source: "ASVS 3.5.5",
    check: "A portal in a frame listens to the sites that may frame it and to nobody else.",
    tests: ["e2e/portal/embedding.spec.ts"],
  },
  {
    id: "csp",
    source: "ASVS 3.4.3",
    check: "Scripts run by a nonce of their own answer alone; no page violates the policy, in any browser test.",
    tests: ["e2e/api/page-headers.spec.ts", "lib/http/page-headers.test.ts"],
  },
  {
    id: "answer-headers",
    source: "ASVS 3.4.1, 3.4.2, 3.4.4, 3.4.5, 14.3.2",
    check:
      "Pages, answers of the API, files and failures say what they are, are kept nowhere when they are somebody's, and tell nothing of us.",
    tests: ["e2e/api/page-headers.spec.ts", "e2e/security/answers.spec.ts"],
  },
  {
    id: "xss",
    source: "ASVS 3.2.1, 3.2.2",
    check: "What customers, events and receivers write is text on every page.",
    tests: ["e2e/portal/hostile-text.spec.ts"],
  },
  {
    id: "csv",
    source: "ASVS 1.2.10",
    check: "A field of an export begins no formula in a spreadsheet.",
    tests: ["lib/contract/csv.test.ts"],
  },
  {
    id: "open-redirect",
    source: "ASVS 3.7.2",
    check: "No parameter of any route leads to another site.",
    tests: [
      "e2e/security/answers.spec.ts > no parameter of any route leads to another site",
      "lib/page/next-page.test.ts",
      "e2e/portal/enter.spec.ts > a link leads to the page that it names, and to no other site",
    ],
  },
  {
    id: "api-key-form",
    source: "ASVS 6.5.2, 11.5.1",
    check:
      "An API key is 256 random bits with a checksum: secret scanners find it, and look-alikes are told by the form before the database is asked.",
    tests: ["lib/domain/api-keys/token.test.ts", "lib/http/database-away.test.ts"],
  },
  {
    id: "api-key-limits",
    source: "ASVS 8.2.1, 11.2.4",
    check:
      "An API key is limited by scopes, networks, application and time, gives no more than it has, and is rolled with an overlap.",
    tests: ["lib/domain/api-keys/api-keys.db.test.ts", "e2e/api/api-key.spec.ts"],
  },
  {
    id: "api-key-address",
    source: "ASVS 14.2.1",
    check: "A key in an address is refused.",
    tests: ["e2e/security/answers.spec.ts > a key in an address is refused"],
  },
  {
    id: "passwords",
    source: "ASVS 6.2.1, 6.2.4, 6.3.1, 6.3.2, 6.3.3, 11.4.2",
    check:
      "There is no default account; passwords are long, not known from breaches and hashed with argon2id; wrong ones are slowed down without telling who exists; a second factor can be asked for.",
    tests: [
      "lib/domain/staff/password-policy.test.ts",
      "lib/domain/staff/staff.db.test.ts",
      "lib/domain/staff/second-factor.db.test.ts",
      "e2e/console/sign-in.spec.ts > a wrong password and an unknown e-mail get the same sentence",
    ],
  },
  {
    id: "sso",
    source: "ASVS 6.8.1, 6.8.2",
    check: "An identity provider opens no account by an unverified address or one that was given to somebody else.",
    tests: ["lib/domain/staff/single-sign-on.db.test.ts", "lib/domain/staff/judge-claims.test.ts"],
  },
  {
    id: "row-level-security",
    source: "ASVS 8.4.1",
    check: "PostgreSQL itself keeps customers apart.",
    notApplicable:
      "One role serves all customers, and the hot statements join across them. Each verb asks for the application in its condition, and the two matrices of ids above ask every operation and page.",
  },
];
