"use client";

import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import { useDiagnosisWords } from "@/components/diagnosis/use-diagnosis.ts";
import { useEndpointActions } from "@/components/endpoints/endpoint-actions.tsx";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { ReplayLink } from "@/components/replays/replay-link.tsx";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Diagnosis } from "@/components/ui/diagnosis.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { EndpointHealthOut } from "@/lib/contract/endpoint-health.ts";

/** Why it fails, in words, with the one change that puts it right where we know it. */
export function EndpointDiagnosis({ endpoint, health }: { endpoint: EndpointOut; health: EndpointHealthOut }) {
  const t = useTranslations("endpoints.diagnosis");
  const test = useTranslations("endpoints.action")("testAgain");
  const access = useAccess();
  const { act, dialogs } = useEndpointActions();
  const change = useEndpointChange(endpoint.id);
  const words = useDiagnosisWords();
  const { diagnosis } = health;
  if (!diagnosis) return null;

  const { label, says, suggests } = words(diagnosis);
  const turnsOffAt = health.turnOff?.at ?? "";
  const mayManage = access.can("ManageEndpoint");
  const settings = `${endpointPath(access, access.applicationId, endpoint.id)}/settings`;
  const target = diagnosis.action === "use_redirect" ? redirectOf(endpoint.url, diagnosis.redirectLocation) : null;
  return (
    <div className="grid gap-2">
      <Diagnosis
        label={label}
        says={says}
        suggests={
          <>
            {suggests}
            {/* Once there is a warning, it says so itself, across the page. */}
            {health.turnOff && !health.turnOff.warnedAt ? (
              <>
                {" "}
                {t.rich("turnsOff", { time: () => <Time at={turnsOffAt} show="moment" precision="minute" plain /> })}
              </>
            ) : null}
          </>
        }
        tone={health.state === "failing" ? "fail" : "retry"}
        action={
          <>
            {target && mayManage ? (
              <Button size="small" pending={change.isPending} onClick={() => change.mutate({ url: target })}>
                {t("useUrl")}
              </Button>
            ) : null}
            {diagnosis.action === "edit_url" && mayManage ? (
              <ButtonLink size="small" href={settings}>
                {t("editUrl")}
              </ButtonLink>
            ) : null}
            {diagnosis.action === "limit_rate" && mayManage ? (
              <ButtonLink size="small" href={`${settings}#rate-limit`}>
                {t("limitRate")}
              </ButtonLink>
            ) : null}
            {diagnosis.action === "check_signature" ? (
              access.surface === "portal" ? (
                <ButtonLink
                  size="small"
                  href={`/portal/${access.applicationId}/verify?endpoint=${endpoint.id}#checker`}
                >
                  {t("checkSignature")}
                </ButtonLink>
              ) : (
                <ButtonLink size="small" href={`${settings}#secret`}>
                  {t("secret")}
                </ButtonLink>
              )
            ) : null}
            {access.can("CreateAttempts") ? (
              <Button size="small" onClick={() => act("test", { endpoint, name: nameOf(endpoint), health })}>
                {test}
              </Button>
            ) : null}
            {access.can("CreateAttempts") && !endpoint.disabled ? (
              <ReplayLink endpointId={endpoint.id} size="small" />
            ) : null}
          </>
        }
      />
      <MutationError error={change.error} title={t("notChanged")} />
      {dialogs}
    </div>
  );
}

/** Where the receiver sent us, as a whole URL; null when it is none. */
function redirectOf(url: string, location: string | null): string | null {
  try {
    const target = new URL(location ?? "", url);
    return location && target.protocol.startsWith("http") && target.href !== url ? target.href : null;
  } catch {
    return null;
  }
}
