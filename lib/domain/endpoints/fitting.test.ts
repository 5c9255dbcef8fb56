import { expect, test } from "vitest";
import { requireKnownNetworks } from "@/lib/domain/endpoints/fitting.ts";

test.each<[string, string[] | null, boolean, boolean]>([
  ["https://hooks.acme.example/x", ["203.0.113.0/24"], true, false],
  ["https://hooks.acme.example/x", null, true, true],
  ["https://203.0.113.7/x", ["203.0.113.0/24"], true, true],
  ["https://[2001:db8::1]/x", ["2001:db8::/32"], true, true],
  ["https://hooks.acme.example/x", ["203.0.113.0/24"], false, true],
])("%s with the networks %s, behind a proxy %s: may be saved %s", (url, networks, isBehindProxy, isFine) => {
  const check = () => requireKnownNetworks({ url, networks }, isBehindProxy);
  if (isFine) expect(check).not.toThrow();
  else expect(check).toThrow(/through a proxy/);
});
