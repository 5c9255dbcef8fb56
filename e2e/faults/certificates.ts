import { type GenerateResult, generate } from "selfsigned";

export type Certificate = GenerateResult;
export const DAY_MS = 86_400_000;

type Options = Parameters<typeof generate>[1];
const sha256 = { algorithm: "sha256", keySize: 2048 } as const;

/** Of an authority; signed by itself, or by another one. */
export function issueAuthority(name: string, issuer?: Certificate): Promise<Certificate> {
  return generate([{ name: "commonName", value: name }], {
    ...sha256,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
    ...(issuer ? { ca: { key: issuer.private, cert: issuer.cert } } : {}),
  });
}

/** Of a server, good for 30 days unless told otherwise. Without an issuer it is signed by itself. */
export function issueCertificate(
  input: { names: string[]; issuer?: Certificate | undefined; forClients?: boolean } & NonNullable<Options>,
): Promise<Certificate> {
  const { names, issuer, forClients = false, ...options } = input;
  const altNames = names.map((value) => ({ type: 2 as const, value }));
  return generate([{ name: "commonName", value: "hooks.faults.example" }], {
    ...sha256,
    notAfterDate: new Date(Date.now() + 30 * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "extKeyUsage", serverAuth: !forClients, clientAuth: forClients },
      ...(altNames.length > 0 ? [{ name: "subjectAltName" as const, altNames }] : []),
    ],
    ...(issuer ? { ca: { key: issuer.private, cert: issuer.cert } } : {}),
    ...options,
  });
}
