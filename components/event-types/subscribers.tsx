"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { clientOf, newIdempotencyKey } from "@/components/deliveries/scope.ts";
import { endpointKeys, endpointsQuery } from "@/components/endpoints/queries.ts";
import { type Subscription, subscriptionOf, toggled } from "@/components/event-types/subscription.ts";
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
  const t = useTranslations("event-types.subscribers");
  const call = clientOf({ surface: "portal", applicationId });
  const endpoints = useQuery(endpointsQuery({ applicationId, call }));
  return (
    <section aria-labelledby="subscribers">
      <h2 id="subscribers" className="pb-1 text-lead">
        {t("title")}
      </h2>
      {endpoints.data === undefined ? (
        endpoints.error ? (
          <QueryError title={t("failed")} query={endpoints} />
        ) : (
          <SkeletonRows rows={2} label={t("loading")} />
        )
      ) : endpoints.data.length === 0 ? (
        <p className="text-body text-ink-2">
          {t.rich("none", {
            add: (chunks) => <TextLink href={`/portal/${applicationId}/endpoints/new`}>{chunks}</TextLink>,
          })}
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
  const t = useTranslations("event-types.subscribers");
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
          text: t(on ? "on" : "off", { name, type: eventType }),
          action: { label: t("undo"), onClick: () => change.mutate(before) },
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
              {wordsOf(subscription, t)}
              {endpoint.disabled ? ` · ${t("turnedOff")}` : null}
            </span>
            {canManage ? (
              <>
                {" · "}
                <TextLink href={`${href}/settings`}>{t("change")}</TextLink>
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
  const t = useTranslations("event-types.subscribers");
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
      <Button
        size="small"
        pending={send.isPending}
        onClick={() => send.mutate()}
        aria-label={t("sendTestTo", { name })}
      >
        {t("sendTest")}
      </Button>
    </span>
  );
}

function wordsOf(subscription: Subscription, t: ReturnType<typeof useTranslations<"event-types.subscribers">>): string {
  switch (subscription.kind) {
    case "everything":
      return t("everything");
    case "group":
      return t("group", { pattern: subscription.pattern });
    case "named":
      return t(subscription.isOnly ? "only" : "gets");
    case "none":
      return t("notSubscribed");
  }
}
