import type { Composition, OwnHeader, TryFacts } from "@/lib/domain/compose/composition.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { readTransformationsParams } from "@/lib/domain/messages/transformations-params.ts";
import { uuidTime } from "@/lib/ids.ts";
import type { TransformPool } from "@/lib/transform/pool.ts";
import type { SandboxFailure } from "@/lib/transform/sandbox.mjs";
import { transform } from "@/lib/transform/transform.ts";
import type { AttemptClass } from "@/lib/webhook/attempt-class.ts";
import { namesOfProfiles } from "@/lib/webhook/hmac-headers.ts";
import type { Outcome } from "@/lib/webhook/outcome.ts";
import { redactText, redactUrl, secretsToRedact } from "@/lib/webhook/redact-reply.ts";
import { isSameOrigin, type Transformed } from "@/lib/webhook/transformation.ts";

/** The customer's code decided that nothing is sent, or failed to say what. */
export interface NotSent {
  outcome: Extract<Outcome, { kind: "no_response" }>;
  durationMs: number;
}

const CLASSES = {
  error: "transform_error",
  timeout: "transform_timeout",
  memory: "transform_memory",
} as const satisfies Record<SandboxFailure["kind"], AttemptClass>;

/**
 * Runs the endpoint's transformation on a message. Everything it can see is the same on every try of the message, and so is
 * what it makes. A batch was fixed when it was first tried and goes as it is.
 * @throws TransformBusy when its turn did not come in time: nothing was run, and the delivery is to wait
 */
export async function transformed(
  composition: Composition,
  { config, message, content }: TryFacts,
  pool: TransformPool,
): Promise<Composition | NotSent> {
  const { transformation } = config;
  if (!transformation || !message) return composition;
  const startedAt = performance.now();
  const { result } = await transform(pool, {
    applicationId: message.applicationId,
    code: transformation.code,
    variables: transformation.variables,
    url: composition.url,
    eventType: message.eventType,
    payload: content.text,
    transformationsParams: await readTransformationsParams(message.id),
    signatureNames: namesOfProfiles(config.options.hmacHeaders ?? []),
    seed: message.id,
    atMs: uuidTime(message.id),
  });
  const secrets = secretsIn(transformation.variables);
  const notSent = (attemptClass: AttemptClass, detail: string): NotSent => ({
    // Code may quote what it was given in what it throws.
    outcome: { kind: "no_response", class: attemptClass, detail: redactText(detail, secrets) },
    durationMs: performance.now() - startedAt,
  });
  if (result.kind === "cancel") return notSent("transform_canceled", "The transformation canceled this message.");
  if (result.kind === "failed") return notSent(CLASSES[result.failure.kind], describe(result.failure));
  return apply(composition, config, result, secrets);
}

const known = new WeakMap<Record<string, string>, readonly string[]>();

/** Kept with the variables, which live as long as the configuration of a version. */
function secretsIn(variables: Record<string, string>): readonly string[] {
  const before = known.get(variables);
  if (before) return before;
  const found = secretsToRedact(Object.values(variables), []);
  known.set(variables, found);
  return found;
}

function describe({ message, line, column }: SandboxFailure): string {
  if (line === null) return message;
  return `${message} (line ${line}${column === null ? "" : `, column ${column}`})`;
}

function apply(
  composition: Composition,
  config: DeliveryConfig,
  { method, url, headers, body, contentType }: Extract<Transformed, { kind: "send" }>,
  secrets: readonly string[],
): Composition {
  const own = Object.entries(headers).map(([name, value]): OwnHeader => ({ name, value }));
  const names = new Set(own.map(({ name }) => name.toLowerCase()));
  // What was given for the endpoint's address is not for another one that its code may choose.
  const kept = isSameOrigin(url, config.url) ? composition.headers : [];
  return {
    ...composition,
    method,
    url,
    shownUrl: secrets.length === 0 ? null : redactUrl(url, secrets),
    madeValues: Object.values(headers),
    headers: [...kept.filter(({ name }) => !names.has(name.toLowerCase())), ...own],
    body: body?.text ?? composition.body,
    contentType: contentType ?? composition.contentType,
    keep: true,
  };
}
