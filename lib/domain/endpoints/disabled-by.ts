import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { Actor, Context } from "@/lib/domain/context.ts";

/** The columns of an endpoint that is turned off by the actor. */
export function disabledBy(ctx: Context) {
  return { disabledAt: new Date(), disabledReason: reasonOf(ctx.actor) };
}

function reasonOf(actor: Actor): NonNullable<EndpointOut["disabledReason"]> {
  switch (actor.kind) {
    case "portal":
      return "customer";
    case "staff":
    case "system":
      return "staff";
    case "apiKey":
      return "api";
  }
}
