"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointsQuery } from "@/components/endpoints/queries.ts";
import { code, PayloadGone } from "@/components/kept/gone-words.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { stringParam } from "@/components/ui/url-params.ts";
import { useUrlParam } from "@/components/ui/use-url-params.ts";
import { DeliveryField, FilledIn } from "@/components/verify/delivery-source.tsx";
import { findDelivery, lastFailedQuery, sentRequestQuery } from "@/components/verify/queries.ts";
import { readHeaders } from "@/components/verify/request-text.ts";
import { PASTED, useCheck } from "@/components/verify/use-check.ts";

const VerdictView = dynamic(async () => (await import("@/components/verify/verdict.tsx")).VerdictView);

/** Takes a request apart until it is known why its signature is refused. */
export function Checker() {
  const t = useTranslations("verify");
  const access = useAccess();
  const [deliveryId, setDeliveryId] = useUrlParam("delivery", stringParam);
  const [endpointId] = useUrlParam("endpoint", stringParam);
  const [isForgotten, setForgotten] = useState(false);
  const lastFailed = useQuery({
    ...lastFailedQuery(access, endpointId ?? ""),
    enabled: endpointId !== null && deliveryId === null && !isForgotten,
  });
  const sourceId = deliveryId ?? (isForgotten ? null : (lastFailed.data ?? null));
  const source = useQuery({ ...sentRequestQuery(access, sourceId ?? ""), enabled: sourceId !== null });
  const sent = sourceId === null ? null : source.data;

  function forget() {
    setForgotten(true);
    setDeliveryId(null);
  }

  return (
    <section id="checker" aria-labelledby="checker-title" className="mt-10 scroll-mt-16 border-line border-t pt-8">
      <h2 id="checker-title" className="text-lead">
        {t("checker.title")}
      </h2>
      <p className="mb-5 max-w-measure text-body text-ink-2">{t("checker.about")}</p>
      <div className="mb-5 max-w-[40rem]">
        {sourceId !== null && source.error ? (
          <QueryError title={t("checker.deliveryFailed")} query={source} />
        ) : sourceId !== null && source.isPending ? (
          <SkeletonRows rows={1} label={t("checker.loading")} />
        ) : sent ? (
          <FilledIn sent={sent} isLast={deliveryId === null} onForget={forget} />
        ) : (
          <>
            {sent === null && sourceId !== null ? (
              <p className="pb-2 text-dense text-ink-2">{t("checker.noAttempt")}</p>
            ) : null}
            <DeliveryField onFound={setDeliveryId} />
          </>
        )}
      </div>
      <CheckForm key={sent?.deliveryId ?? ""} sent={sent} />
    </section>
  );
}

function CheckForm({ sent }: { sent: Parameters<typeof useCheck>[0]["sent"] }) {
  const t = useTranslations("verify");
  const kept = useTranslations("kept");
  const access = useAccess();
  const client = useQueryClient();
  const endpoints = useQuery(endpointsQuery(access)).data ?? [];
  const [wanted] = useUrlParam("endpoint", stringParam);
  const [headers, setHeaders] = useState(sent?.headersText ?? "");
  const [body, setBody] = useState(sent?.body ?? "");
  const [chosen, setChosen] = useState<string | null>(null);
  const [pasted, setPasted] = useState("");

  const readable = access.can("ViewEndpointSecret") ? endpoints : [];
  const usual = readable.find(({ id }) => id === (sent?.endpointId ?? wanted)) ?? readable[0];
  const choice = chosen ?? usual?.id ?? PASTED;
  const messageId = readHeaders(headers).id;
  const compare = useMutation({
    mutationFn: async () => {
      const found = await findDelivery(access, messageId ?? "", choice === PASTED ? undefined : choice);
      return found === null ? null : client.fetchQuery(sentRequestQuery(access, found));
    },
  });
  const { check, error, isReading, read } = useCheck({ headers, body, choice, pasted, sent: compare.data ?? sent });
  const [isInsecure, setInsecure] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setInsecure(!window.isSecureContext);
    void read(readable.filter(({ id }) => id === choice));
  }

  const mayTryOthers = check?.verdict.kind === "nothing_fits" || check?.verdict.kind === "wrong_secret";
  const mayCompare = check?.verdict.kind === "nothing_fits" && messageId?.startsWith("msg_") && !compare.isSuccess;
  return (
    <Form
      onSubmit={submit}
      className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
    >
      <div className="grid content-start gap-4">
        <Field label={t("checker.headers")} hint={t("checker.headersHint")}>
          <Textarea
            machine
            rows={4}
            autoComplete="off"
            placeholder={"webhook-id: msg_…\nwebhook-timestamp: …\nwebhook-signature: v1,…"}
            value={headers}
            onChange={(event) => setHeaders(event.target.value)}
          />
        </Field>
        <Field label={t("checker.body")} hint={t("checker.bodyHint")}>
          <Textarea
            machine
            rows={8}
            autoComplete="off"
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        </Field>
      </div>
      <div className="grid content-start gap-4">
        <Field label={t("checker.secret")} hint={choice === PASTED ? undefined : t("checker.recorded")}>
          <Select
            options={[
              ...readable.map((one) => ({ value: one.id, label: t("checker.secretOf", { endpoint: nameOf(one) }) })),
              { value: PASTED, label: t("checker.pasted") },
            ]}
            value={choice}
            onChange={(event) => setChosen(event.target.value)}
          />
        </Field>
        {choice === PASTED ? (
          <Field label={t("checker.pastedSecret")} hint={t("checker.pastedHint")}>
            <Input
              machine
              autoComplete="off"
              placeholder="whsec_…"
              value={pasted}
              onChange={(event) => setPasted(event.target.value)}
            />
          </Field>
        ) : null}
        <div>
          <Button type="submit" variant="primary" pending={isReading}>
            {t("checker.check")}
          </Button>
        </div>
        {isInsecure ? <p className="text-dense text-fail-ink">{t("checker.insecure")}</p> : null}
        <MutationError error={error} title={t("checker.failed")} />
        {check ? (
          <VerdictView
            check={check}
            action={
              <>
                {mayCompare ? (
                  <Button size="small" pending={compare.isPending} onClick={() => compare.mutate()}>
                    {t("checker.compare")}
                  </Button>
                ) : null}
                {mayTryOthers && readable.length > 0 ? (
                  <Button size="small" pending={isReading} onClick={() => void read(readable)}>
                    {t("checker.tryOthers")}
                  </Button>
                ) : null}
              </>
            }
          />
        ) : null}
        {compare.isSuccess && !compare.data ? (
          <p className="text-dense text-ink-2">{t("checker.notOurs", { id: messageId ?? "" })}</p>
        ) : null}
        {compare.data?.bodyGone ? (
          <p className="text-dense text-ink-2">
            {kept("label")}: <PayloadGone gone={compare.data.bodyGone} />
          </p>
        ) : null}
        {compare.data?.isRedacted ? (
          <p className="text-dense text-ink-2">
            {kept.rich("redacted", { code })} {kept("notExact")}
          </p>
        ) : null}
        <MutationError error={compare.error} title={t("checker.deliveryFailed")} />
      </div>
    </Form>
  );
}
