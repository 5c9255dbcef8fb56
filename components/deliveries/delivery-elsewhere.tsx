"use client";

import { useTranslations } from "use-intl";
import { deliveryPath, endpointPath } from "@/components/deliveries/paths.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { messagePath } from "@/components/messages/paths.ts";
import { VerdictWords } from "@/components/messages/verdict-words.tsx";
import { StateLabel } from "@/components/ui/state-label.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { DeliveryDetailOut, VerdictOut } from "@/lib/contract/delivery.ts";

type DeliveryElsewhereProps = {
  scope: DeliveryScope;
  delivery: DeliveryDetailOut;
  /** Shows another delivery in place; without it the link leads to its page. */
  onShow?: (deliveryId: string) => void;
};

/** What became of the same message at every other endpoint, and why. */
export function DeliveryElsewhere({ scope, delivery, onShow }: DeliveryElsewhereProps) {
  const t = useTranslations("deliveries.elsewhere");
  const heading = useTranslations("messages.page")("heading");
  const others = delivery.verdicts.filter(({ deliveryId }) => deliveryId !== delivery.id);
  return (
    <section aria-labelledby="elsewhere" className="border-line border-t pt-4">
      <h2 id="elsewhere" className="pb-1 text-lead">
        {t("title")}
      </h2>
      {others.length === 0 ? (
        <p className="text-dense text-ink-2">{delivery.isTest ? t("test") : t("none")}</p>
      ) : (
        <ul>
          {others.map((verdict) => (
            <Verdict key={verdict.endpointId} {...{ scope, delivery, verdict, onShow }} />
          ))}
        </ul>
      )}
      {scope.surface === "portal" && !delivery.isTest ? (
        <p className="pt-2 text-dense">
          <TextLink href={messagePath(delivery.applicationId, delivery.messageId)} prefetch={false}>
            {heading}
          </TextLink>
        </p>
      ) : null}
    </section>
  );
}

function Verdict({ scope, delivery, verdict, onShow }: DeliveryElsewhereProps & { verdict: VerdictOut }) {
  const t = useTranslations("deliveries.elsewhere");
  const { deliveryId, endpointId, endpointName, state } = verdict;
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-line border-t py-1.5 text-dense first:border-t-0">
      <span className="w-28 shrink-0">
        {state ? <StateLabel state={state} /> : <span className="text-ink-3">{t("notSent")}</span>}
      </span>
      {deliveryId ? (
        <TextLink
          href={deliveryPath(scope, { id: deliveryId, applicationId: delivery.applicationId })}
          prefetch={false}
          onClick={(event) => {
            if (!onShow || event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onShow(deliveryId);
          }}
        >
          {endpointName}
        </TextLink>
      ) : (
        <TextLink href={endpointPath(scope, delivery.applicationId, endpointId)} prefetch={false}>
          {endpointName}
        </TextLink>
      )}
      {verdict.verdict === "delivery" ? null : (
        <span className="text-ink-2">
          <VerdictWords why={verdict.verdict} type={delivery.eventType} clause={verdict.clause} />
        </span>
      )}
    </li>
  );
}
