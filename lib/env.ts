import { readFileSync } from "node:fs";
import { z } from "zod";
import { Settings } from "@/lib/env-schema.ts";
import { metadataIn } from "@/lib/webhook/address.ts";

export type Env = Omit<z.infer<typeof Settings>, "PUBLIC_URL" | "PORTAL_URL"> & {
  PUBLIC_URL: string;
  PORTAL_URL: string;
};
type Given = Record<string, string | undefined>;

/** What a process ends with when only a person can help, by changing a setting (EX_CONFIG of sysexits.h). */
export const WRONG_SETTING = 78;

/** What each setting takes, as JSON Schema of the text in the environment. */
export const describeSettings = () => z.toJSONSchema(Settings, { io: "input", unrepresentable: "any" });

/** Names of all settings; a test holds them and .env.example to each other. */
export const ENV_KEYS = Object.keys(Settings.shape);

let parsed: Env | undefined;

/**
 * The settings, parsed once. An empty value counts as unset.
 * @throws Error naming each wrong setting and what it must be.
 */
export function env(): Env {
  if (parsed) return parsed;
  const given: Given = Object.fromEntries(ENV_KEYS.map((key) => [key, process.env[key] || undefined]));
  const result = Settings.safeParse({ ...given, ...secretsOfFile(given) });
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
    throw wrong(lines.join("\n").trimStart());
  }
  if (result.data.SMTP_URL && !result.data.ALERTS_FROM) {
    throw wrong("ALERTS_FROM: is needed when SMTP_URL is set");
  }
  const [metadata] = metadataIn(result.data.POSTHORN_EGRESS_ALLOW);
  if (metadata && !result.data.POSTHORN_EGRESS_ALLOW_METADATA) {
    throw wrong(
      `POSTHORN_EGRESS_ALLOW: ${metadata} gives out the credentials of the machine; only POSTHORN_EGRESS_ALLOW_METADATA=1 opens it`,
    );
  }
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NEW_ROLE, OIDC_ALLOWED_DOMAINS } = result.data;
  if (OIDC_ISSUER && !(OIDC_CLIENT_ID && OIDC_CLIENT_SECRET)) {
    throw wrong("OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: are needed when OIDC_ISSUER is set");
  }
  if (OIDC_NEW_ROLE && OIDC_ALLOWED_DOMAINS.length === 0) {
    throw wrong(
      "OIDC_ALLOWED_DOMAINS: is needed when OIDC_NEW_ROLE is set; * lets in everybody whom the provider knows",
    );
  }
  if (OIDC_ISSUER && /^https?:\/\/(127\.|\[::1\])/.test(result.data.PUBLIC_URL ?? "")) {
    throw wrong("PUBLIC_URL: must say localhost for single sign-on on this machine");
  }
  const publicUrl = (result.data.PUBLIC_URL ?? `http://localhost:${result.data.PORT}`).replace(/\/+$/, "");
  const portalUrl = (result.data.PORTAL_URL ?? publicUrl).replace(/\/+$/, "");
  const [portal, console] = [new URL(portalUrl), new URL(publicUrl)];
  if (portal.protocol !== console.protocol) throw wrong("PORTAL_URL: must begin like PUBLIC_URL, https:// or http://");
  if (portal.origin !== console.origin && portal.hostname === console.hostname) {
    throw wrong("PORTAL_URL: must name another host than PUBLIC_URL; cookies do not tell ports apart");
  }
  parsed = { ...result.data, PUBLIC_URL: publicUrl, PORTAL_URL: portalUrl };
  return parsed;
}

const AMBIENT_PROXIES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];

/** What an operator should know of their settings when a process starts, a sentence for each. */
export function settingWarnings(): string[] {
  const { EGRESS_PROXY_URL, POSTHORN_EGRESS_ALLOW } = env();
  const metadata = metadataIn(POSTHORN_EGRESS_ALLOW);
  const ambient = AMBIENT_PROXIES.filter((name) => process.env[name]);
  return [
    ...(process.env.NODE_TLS_REJECT_UNAUTHORIZED === "0"
      ? [
          "NODE_TLS_REJECT_UNAUTHORIZED=0: certificates of the mail server, the identity provider and the trace collector are not checked. Those of receivers are.",
        ]
      : []),
    ...(metadata.length > 0
      ? [`POSTHORN_EGRESS_ALLOW opens ${metadata.join(", ")}: customers can read the credentials of this machine.`]
      : []),
    ...(ambient.length > 0 && !EGRESS_PROXY_URL
      ? [
          `${ambient.join(", ")} is not read: requests to customers leave directly. EGRESS_PROXY_URL names a proxy for them.`,
        ]
      : []),
  ];
}

/** A file of secrets has one in each line, the one in use first. */
function secretsOfFile({ POSTHORN_SECRET_FILE: file, POSTHORN_SECRET, POSTHORN_SECRET_OTHERS }: Given) {
  if (file === undefined) return {};
  if (POSTHORN_SECRET ?? POSTHORN_SECRET_OTHERS) {
    throw wrong("POSTHORN_SECRET_FILE: stands in place of POSTHORN_SECRET and POSTHORN_SECRET_OTHERS; set one of both");
  }
  const [first, ...others] = linesOf(file);
  if (first === undefined) throw wrong("POSTHORN_SECRET_FILE: has no line with a secret");
  return { POSTHORN_SECRET: first, POSTHORN_SECRET_OTHERS: others };
}

function linesOf(file: string): string[] {
  try {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw wrong(`POSTHORN_SECRET_FILE: cannot be read (${code})`);
  }
}

function wrong(what: string): Error {
  return new Error(`Wrong or missing settings (see .env.example):\n  ${what}`);
}

/** Settings that staff may read as they were written: none of them is a secret. */
const SHOWN = [
  ...(["RETRY_SCHEDULE_SECONDS", "REQUEST_TIMEOUT_SECONDS", "ENDPOINT_OFF_AFTER_HOURS"] as const),
  ...(["BREAKER_FAILURES", "BREAKER_PAUSE_SECONDS", "BREAKER_MAX_PAUSE_SECONDS"] as const),
  ...(["POSTHORN_RETENTION_DAYS", "POSTHORN_AUDIT_RETENTION_DAYS", "POSTHORN_PAYLOAD_RETENTION_DAYS"] as const),
  ...(["POSTHORN_RESPONSE_RETENTION_DAYS", "POSTHORN_INBOUND_RETENTION_DAYS"] as const),
  ...(["POSTHORN_REQUEST_LOG_RETENTION_DAYS", "POSTHORN_REDACT_PATHS", "POSTHORN_EGRESS_ADDRESSES"] as const),
  ...(["POSTHORN_EGRESS_ALLOW", "POSTHORN_ALLOW_HTTP"] as const),
] as const satisfies (keyof Env)[];
export type ShownSetting = (typeof SHOWN)[number];

/** What the environment says for a setting; null when it says nothing and the default holds. */
export function givenSetting(key: ShownSetting): string | null {
  return SHOWN.includes(key) ? process.env[key] || null : null;
}
