import type { Check } from "@/e2e/security/checks/row.ts";

export const ABUSE: readonly Check[] = [
  {
    id: "rate-api",
    source: "ASVS 2.4.1",
    check:
      "Each key, session and person has a number of requests a minute, each address a number of wrong credentials; above it 429 with the seconds to wait.",
    tests: ["lib/http/request-rate.db.test.ts", "lib/token-buckets.test.ts"],
  },
  {
    id: "rate-costly",
    source: "ASVS 2.4.1",
    check: "Tests, checks, previews, transformations, replays and exports have limits of their own.",
    tests: ["lib/http/rate-limit.db.test.ts", "lib/http/rate-limit.test.ts"],
  },
  {
    id: "rate-sign-in",
    source: "ASVS 2.4.1, 6.3.1",
    check:
      "Guessing passwords, codes and links ends soon, for each account and each address, and tells nobody who exists.",
    tests: [
      "lib/domain/staff/failed-sign-ins.test.ts",
      "lib/domain/staff/staff.db.test.ts > the sixth try after five wrong ones",
      "lib/http/rate-limit.db.test.ts > guessing codes of links ends",
      "e2e/console/sign-in.spec.ts > after five wrong passwords",
    ],
  },
  {
    id: "forwarded-for",
    source: "ASVS 15.3.4",
    check: "Nobody but the operator's named proxies says where a request comes from, or which host it was for.",
    tests: ["lib/http/client-address.test.ts", "lib/http/inbound.db.test.ts > a sender is limited by its address"],
  },
  {
    id: "quotas",
    source: "ASVS 2.4.1, 15.2.2",
    check:
      "An application has quotas of endpoints, messages a second and payload size, which name themselves in the refusal; a change is recorded, and no key of the application makes it.",
    tests: ["lib/domain/quotas/quotas.db.test.ts", "e2e/console/quotas.spec.ts"],
  },
  {
    id: "bombs",
    source: "ASVS 5.2.1, 5.2.3, 15.2.2",
    check:
      "Compressed, deep, wide and endless bodies, multipart and oversized numbers are refused with a clear 4xx while others are answered, and memory is bounded.",
    tests: ["e2e/security/bombs.spec.ts", "lib/http/node.db.test.ts > a body without an end is cut off"],
  },
  {
    id: "redos",
    source: "ASVS 1.3.12",
    check:
      "Regular expressions and references of customers' schemas cost a second of a thread that is ended; filters know none; schemas refer to nothing outside.",
    tests: [
      "e2e/security/bombs.spec.ts > what is made to be expensive",
      "lib/domain/event-types/validation.db.test.ts",
      "lib/contract/filter.test.ts",
    ],
  },
  {
    id: "prototypes",
    source: "ASVS 15.3.6",
    check:
      "__proto__, constructor and prototype are names like others in payloads, filters, metadata, headers and queries.",
    tests: [
      "e2e/security/bombs.spec.ts > names of JavaScript's own",
      "lib/webhook/filter.test.ts",
      "lib/http/route-table.test.ts > names of Object's own properties are no routes",
      "lib/transform/escapes.test.ts > a __proto__ in the result",
    ],
  },
  {
    id: "payload-bytes",
    source: "ASVS 1.1.2",
    check: "A payload arrives byte for byte, or is refused with a word why.",
    tests: ["e2e/faults/api-payloads.spec.ts"],
  },
];
