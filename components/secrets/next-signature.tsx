"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { secretsQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { SigningKey } from "@/components/secrets/signing-key.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { Select } from "@/components/ui/select.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { HANDLERS, handlerOf } from "@/components/verify/handlers.ts";
import { HighlightedCode } from "@/components/verify/highlighted-code.tsx";

/** After the first test that arrived: make sure that only our messages are believed. */
export function NextSignature({ endpointId, href }: { endpointId: string; href: string }) {
  const t = useTranslations("secrets.next");
  const verify = useTranslations("verify.guide");
  const access = useAccess();
  const secrets = useQuery(secretsQuery(access, endpointId));
  const [language, setLanguage] = useState<string>();
  const handler = handlerOf(language);
  const labelOf = ({ label }: typeof handler) => label ?? verify("byHand");
  return (
    <section aria-label={t("region")} className="grid grid-cols-1 gap-3 border-line border-t pt-4">
      <div>
        <h3 className="text-lead">{t("title")}</h3>
        <p className="max-w-measure text-body text-ink-2">{t("about")}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span className="text-dense text-ink-3">{t("secret")}</span>
        <SigningKey endpointId={endpointId} version={secrets.data?.find(({ current }) => current)} />
      </div>
      <Select
        aria-label={t("language")}
        options={HANDLERS.map((one) => ({ value: one.id, label: labelOf(one) }))}
        value={handler.id}
        onChange={(event) => setLanguage(event.target.value)}
        className="max-w-56"
      />
      <CodeBlock
        label={verify("handlerFor", { language: labelOf(handler) })}
        code={handler.code}
        highlighted={<HighlightedCode handler={handler} />}
      />
      <p className="flex flex-wrap gap-x-4 text-dense">
        <TextLink href={href}>{t("goToEndpoint")}</TextLink>
        {access.surface === "portal" ? (
          <TextLink href={`/portal/${access.applicationId}/verify?endpoint=${endpointId}&lang=${handler.id}`}>
            {t("more")}
          </TextLink>
        ) : null}
      </p>
    </section>
  );
}
