import type { Check } from "@/e2e/security/checks/row.ts";

const ADDRESS = "worker/send/send-address.test.ts";
const TLS = "worker/send/send-tls.test.ts";
const PROXY = "worker/send/send-proxy.test.ts";
const SERVICE = "e2e/security/outbound.spec.ts > whatever leaves the service";
const THROUGH_PROXY = "e2e/security/outbound.spec.ts > a proxy that refuses";

export const OUTBOUND: readonly Check[] = [
  {
    id: "D1",
    source: "SSRF D1",
    check:
      "A name that answers with a public address and then with a private one reaches only the first: one look-up for each connection.",
    tests: [
      `${ADDRESS} > that changes its mind within one exchange`,
      "e2e/faults/dns-answers.spec.ts > N1 a name that leads inside",
    ],
  },
  {
    id: "D2",
    source: "SSRF D2",
    check: "The same over retries and kept connections.",
    tests: [
      `${ADDRESS} > that was repointed inside between two tries`,
      `${ADDRESS} > that was repointed inside keeps reaching`,
      "e2e/faults/dns-answers.spec.ts > N6 a name that moves inside between two tries",
    ],
  },
  {
    id: "D3",
    source: "SSRF D3",
    check:
      "A name with one address among others that is not public is refused, in any order and either family, and nothing is dialled.",
    tests: [`${ADDRESS} > with one address that is not public`],
  },
  {
    id: "D4",
    source: "SSRF D4",
    check: "No redirect of any status, to any place, and no Refresh header is followed.",
    tests: ["worker/send/send.test.ts > a redirect with", SERVICE],
  },
  {
    id: "D5",
    source: "SSRF D5",
    check:
      "Aliases to private machines are refused; name servers that fail, are slow or answer with hundreds of records cost bounded time and memory.",
    tests: [
      `${ADDRESS} > with one address that is not public`,
      `${ADDRESS} > with hundreds of addresses`,
      `${ADDRESS} > whose look-up does not end`,
      "worker/send/resolver.test.ts",
      "e2e/faults/dns-answers.spec.ts > N3 a name server",
      "e2e/faults/dns-answers.spec.ts > N5 of a thousand addresses",
    ],
  },
  {
    id: "D6",
    source: "SSRF D6",
    check: "HTTP_PROXY and its like in the environment are not read.",
    tests: [`${ADDRESS} > the environment's proxy settings are not read`, SERVICE],
  },
  {
    id: "D7",
    source: "SSRF D7",
    check:
      "Behind an egress proxy private addresses in URLs are refused here; a proxy that refuses, is down or silent is our fault and costs no try.",
    tests: [PROXY, `${TLS} > through the egress proxy`, THROUGH_PROXY],
  },
  {
    id: "D8",
    source: "SSRF D8",
    check: "An endpoint whose name was public when it was saved and is private now gets nothing, and its tries say so.",
    tests: [
      "worker/delivery/private-address.db.test.ts",
      "e2e/faults/address.spec.ts > an address that was fine when it was saved",
      SERVICE,
    ],
  },
  {
    id: "D9",
    source: "SSRF D9",
    check:
      "Messages cannot be sent to the installation itself, neither by its own name nor by another one; debug inboxes can.",
    tests: [
      "lib/webhook/own-address.test.ts",
      "worker/send/every-way-out.test.ts > does not reach the installation itself",
      "lib/http/inbound.db.test.ts > what this installation sent itself is not taken",
      `${ADDRESS} > is reached on this machine at exactly its URL`,
      SERVICE,
    ],
  },
  {
    id: "D10",
    source: "SSRF D10",
    check: "No outbound feature reaches a blocked address, and none exists that is not known here.",
    tests: [
      "worker/send/every-way-out.test.ts",
      "worker/send/only-way-out.test.ts",
      "worker/send/probe.test.ts",
      SERVICE,
    ],
  },
  {
    id: "D11",
    source: "SSRF D11",
    check: "A TLS session ticket of one connection is never offered on another.",
    tests: [`${TLS} > no session ticket of one connection`, `${TLS} > a ticket of one server is not offered`],
  },
  {
    id: "address-table",
    source: "§1.2 2",
    check: "Every private, reserved, carried and metadata range is refused, however the address is written.",
    tests: ["lib/webhook/address.test.ts", `${ADDRESS} > is refused and nothing is dialled`],
  },
  {
    id: "no-oracle",
    source: "§1.2 5",
    check: "What is refused when a URL is saved, and afterwards, does not tell what exists inside.",
    tests: [
      "lib/domain/endpoints/check-url.test.ts",
      "lib/webhook/address.test.ts > a private name and a private address are refused in the same words",
      "e2e/faults/dns-answers.spec.ts > N1 a name that leads inside",
    ],
  },
  {
    id: "metadata",
    source: "§1.2 6",
    check:
      "Metadata addresses stay closed unless the operator names them and sets a second flag; TLS that is not checked is told at the start.",
    tests: [
      "lib/env.test.ts > ways out of the network are read strictly",
      "lib/env.test.ts > settings that weaken the way out",
      `${TLS} > even when the environment asks to trust everybody`,
    ],
  },
  {
    id: "egress-network",
    source: "§1.2 8",
    check: "The deployments that we ship put workers into a network of their own, with a way out and none in.",
    tests: ["scripts/deploy.test.ts > the network policy closes"],
  },
  {
    id: "operator-addresses",
    source: "§1.2 4",
    check:
      "Mail server, identity provider, trace collector and database are where the operator says; what a provider names in turn is https and redirects nowhere.",
    tests: [
      "worker/send/only-way-out.test.ts > nothing touches the network",
      "lib/env.test.ts > single sign-on needs a safe issuer",
    ],
  },
  {
    id: "headers",
    source: "§1.4",
    check:
      "Custom headers have names and values that cannot break a request, and none of the names that frame, sign, or unlock something.",
    tests: ["lib/webhook/headers.test.ts", "worker/send/send.test.ts > the request"],
  },
  {
    id: "headers-of-code",
    source: "§1.4",
    check:
      "URLs and headers that a transformation makes obey the same rules; secrets in them are written down nowhere.",
    tests: [
      "lib/transform/sandbox.test.ts",
      "lib/transform/escapes.test.ts",
      "lib/webhook/redact-reply.test.ts",
      "e2e/delivery/transformation.spec.ts",
    ],
  },
  {
    id: "headers-move",
    source: "§1.4",
    check:
      "Custom headers, credentials and variables are dropped when an endpoint moves to another origin, which the portal tells before it is saved.",
    tests: [
      "e2e/delivery/authentication.spec.ts > an endpoint that moves to another server loses its credentials",
      "e2e/delivery/transformation.spec.ts > another origin gets the message",
      "e2e/portal/endpoint-settings.spec.ts > header values are sent, never shown again, and dropped",
      "e2e/security/outbound.spec.ts > what was meant for one server",
    ],
  },
  {
    id: "remote-ref",
    source: "§3 ReDoS",
    check: "A `$ref` of an imported document or a schema that leads elsewhere is never fetched.",
    tests: [SERVICE, "worker/send/only-way-out.test.ts > nothing touches the network"],
  },
  {
    id: "weak-tls",
    source: "§2.2 TLS",
    check:
      "Certificates that are expired, for another name, of nobody known, or with a key of 1,024 bits carry no request.",
    tests: [`${TLS} > a connection that cannot be trusted carries no request`],
  },
  {
    id: "websockets",
    source: "ASVS 4.4",
    check: "WebSocket connections are authenticated and checked for their origin.",
    notApplicable: "The service opens and takes none; live pages use server-sent events.",
  },
];
