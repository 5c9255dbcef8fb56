"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { clientOf, newIdempotencyKey } from "@/components/deliveries/scope.ts";
import { endpointKeys, endpointsQuery } from "@/components/endpoints/queries.ts";
import { subscriptionOf, toggled } from "@/components/event-types/subscription.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type SubscribersProps = { applicationId: string; eventType: string; canManage: boolean; canSend: boolean };

/** Which endpoints get this event type, changed in place, and a test to each. */
export function Subscribers({ applicationId, eventType, canManage, canSend }: SubscribersProps) {
  const call = clientOf({ surface: "portal", applicationId });
  const endpoints = useQuery(endpointsQuery({ applicationId, call }));
  return (
    <section aria-labelledby="subscribers">
      <h2 id="subscribers" className="pb-1 text-lead">
        Who gets it
      </h2>
      {endpoints.data === undefined ? (
        endpoints.error ? (
          <QueryError title="We could not load the endpoints." query={endpoints} />
        ) : (
          <SkeletonRows rows={2} label="Loading endpoints" />
        )
      ) : endpoints.data.length === 0 ? (
        <p className="text-body text-ink-2">
          There is no endpoint yet. <TextLink href={`/portal/${applicationId}/endpoints/new`}>Add one</TextLink>
        </p>
      ) : (
        <ul>
          {endpoints.data.map((endpoint) => (
            <Subscriber key={endpoint.id} {...{ applicationId, eventType, endpoint, canManage, canSend }} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Subscriber(props: SubscribersProps & { endpoint: EndpointOut }) {
  const { applicationId, eventType, endpoint, canManage, canSend } = props;
  const client = useQueryClient();
  const params = { app_id: applicationId, endpoint_id: endpoint.id };
  const name = endpoint.name || (URL.canParse(endpoint.url) ? new URL(endpoint.url).host : endpoint.url);
  const href = `/portal/${applicationId}/endpoints/${endpoint.id}`;

  const change = useMutation({
    mutationFn: (eventTypes: string[]) =>
      clientOf({ surface: "portal", applicationId })("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
        params,
        body: { eventTypes },
      }),
    onSuccess: (changed) => {
      client.setQueryData<EndpointOut[]>(endpointKeys.list(applicationId), (old) =>
        old?.map((other) => (other.id === changed.id ? changed : other)),
      );
      return client.invalidateQueries({ queryKey: ["endpoints", applicationId, endpoint.id] });
    },
  });

  function toggle(on: boolean) {
    const before = endpoint.eventTypes ?? [];
    change.mutate(toggled(before, eventType, on), {
      onSuccess: () =>
        showToast({
          text: on ? `${name} gets ${eventType} from now on` : `${name} gets ${eventType} no longer`,
          action: { label: "Undo", onClick: () => change.mutate(before) },
        }),
    });
  }

  const subscription = subscriptionOf(endpoint, eventType);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-t py-2 text-dense">
      <div className="min-w-0">
        {canManage && (subscription.kind === "none" || (subscription.kind === "named" && !subscription.isOnly)) ? (
          <Switch
            label={name}
            checked={subscription.kind === "named"}
            onChange={toggle}
            pending={change.isPending}
            className="items-center"
          />
        ) : (
          <span>
            <TextLink href={href}>{name}</TextLink>{" "}
            <span className="text-ink-2">
              {subscription.kind === "everything" ? "gets everything" : null}
              {subscription.kind === "group" ? `gets it with ${subscription.pattern}` : null}
              {subscription.kind === "named" ? (subscription.isOnly ? "gets only this" : "gets it") : null}
              {subscription.kind === "none" ? "does not get it" : null}
              {endpoint.disabled ? ", but is turned off" : null}
            </span>
            {canManage ? (
              <>
                {" · "}
                <TextLink href={`${href}/settings`}>change</TextLink>
              </>
            ) : null}
          </span>
        )}
        {change.error ? (
          <p role="alert" className="text-fail-ink">
            {change.error.message}
          </p>
        ) : null}
      </div>
      {canSend && !endpoint.disabled ? (
        <SendExample applicationId={applicationId} eventType={eventType} endpointId={endpoint.id} name={name} />
      ) : null}
    </li>
  );
}

function SendExample(props: { applicationId: string; eventType: string; endpointId: string; name: string }) {
  const { applicationId, eventType, endpointId, name } = props;
  const router = useRouter();
  const send = useMutation({
    mutationFn: () =>
      clientOf({ surface: "portal", applicationId }, { "idempotency-key": newIdempotencyKey() })(
        "POST /app/{app_id}/endpoint/{endpoint_id}/test",
        { params: { app_id: applicationId, endpoint_id: endpointId }, body: { eventType } },
      ),
    // The delivery's own page shows the try as it happens.
    onSuccess: ({ deliveryId }) => router.push(`/portal/${applicationId}/deliveries/${deliveryId}?tab=response`),
  });
  return (
    <span className="flex items-center gap-2">
      {send.error ? <span className="text-fail-ink">{send.error.message}</span> : null}
      <Button size="small" pending={send.isPending} onClick={() => send.mutate()} aria-label={`Send test to ${name}`}>
        Send test
      </Button>
    </span>
  );
}
