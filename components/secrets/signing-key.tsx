"use client";

import { Check, Copy, Eye, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { copyEventually, readSecret } from "@/components/secrets/read-secret.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import type { SecretVersionOut } from "@/lib/contract/endpoint-secret.ts";

const SHOWN_MS = 30_000;
const DONE_MS = 1_600;

type MaskedSecretProps = {
  endpointId: string;
  /** To recognise it by. */
  last4: string | undefined;
};

/** What a signing secret is shown as; of a key pair the public key, which is no secret. */
export function secretWords({ publicKey, last4 }: { publicKey: string | null; last4: string }): string {
  return publicKey ?? `whsec_••••••••${last4}`;
}

type SigningKeyProps = { endpointId: string; version: SecretVersionOut | undefined };

/** What the endpoint signs with, as far as its receiver needs it. */
export function SigningKey({ endpointId, version }: SigningKeyProps) {
  const t = useTranslations("secrets.key");
  if (version?.publicKey) return <CopyText value={version.publicKey} label={t("copyPublicKey")} />;
  return <MaskedSecret endpointId={endpointId} last4={version?.last4} />;
}

/** The signing secret, hidden: copied without being seen, seen for half a minute, and gone when the window is left. */
function MaskedSecret({ endpointId, last4 }: MaskedSecretProps) {
  const t = useTranslations("secrets.key");
  const access = useAccess();
  const [shown, setShown] = useState<string | null>(null);
  const [doing, setDoing] = useState<"copy" | "reveal" | null>(null);
  const [copied, setCopied] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (shown === null) return;
    const hide = () => setShown(null);
    const timer = setTimeout(hide, SHOWN_MS);
    window.addEventListener("blur", hide);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("blur", hide);
    };
  }, [shown]);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), DONE_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  async function run(what: "copy" | "reveal") {
    setDoing(what);
    setProblem(null);
    try {
      const secret = readSecret(access, endpointId);
      if (what === "reveal") {
        setShown(await secret);
        announce(t("shown"));
      } else if (await copyEventually(secret)) {
        setCopied(true);
        announce(t("copied"));
      } else {
        // Copying is not allowed in this frame: then it is shown, to be copied by hand.
        setShown(await secret);
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t("failed"));
    } finally {
      setDoing(null);
    }
  }

  const icon = { "aria-hidden": true, size: 16, strokeWidth: 1.5 } as const;
  return (
    <span className="inline-flex min-w-0 max-w-full flex-wrap items-center gap-x-2 gap-y-1.5">
      <span dir="ltr" translate="no" className="min-w-0 break-all text-mono text-ink select-all">
        {shown ?? `whsec_••••••••${last4 ?? ""}`}
      </span>
      {access.can("ViewEndpointSecret") ? (
        <span className="inline-flex gap-1.5">
          <Button
            size="small"
            aria-label={t("copySecret")}
            pending={doing === "copy"}
            icon={copied ? <Check {...icon} className="text-ok-ink" /> : <Copy {...icon} />}
            onClick={() => void run("copy")}
          >
            {t("copy")}
          </Button>
          <Button
            size="small"
            aria-label={shown === null ? t("revealSecret") : t("hideSecret")}
            pending={doing === "reveal"}
            icon={shown === null ? <Eye {...icon} /> : <EyeOff {...icon} />}
            onClick={() => (shown === null ? void run("reveal") : setShown(null))}
          >
            {shown === null ? t("reveal") : t("hide")}
          </Button>
        </span>
      ) : null}
      {problem ? (
        <span role="alert" className="text-meta text-fail-ink">
          {problem}
        </span>
      ) : null}
    </span>
  );
}
