"use client";

import { Check, Copy, Eye, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useAccess } from "@/components/portal/access.tsx";
import { copyEventually, readSecret } from "@/components/secrets/read-secret.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";

const SHOWN_MS = 30_000;
const DONE_MS = 1_600;

type MaskedSecretProps = {
  endpointId: string;
  /** To recognise it by. */
  last4: string | undefined;
};

/** The signing secret, hidden: copied without being seen, seen for half a minute, and gone when the window is left. */
export function MaskedSecret({ endpointId, last4 }: MaskedSecretProps) {
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
        announce("Secret shown. It is hidden again after 30 seconds.");
      } else if (await copyEventually(secret)) {
        setCopied(true);
        announce("Secret copied");
      } else {
        // Copying is not allowed in this frame: then it is shown, to be copied by hand.
        setShown(await secret);
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : "The secret could not be read.");
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
            aria-label="Copy secret"
            pending={doing === "copy"}
            icon={copied ? <Check {...icon} className="text-ok-ink" /> : <Copy {...icon} />}
            onClick={() => void run("copy")}
          >
            Copy
          </Button>
          <Button
            size="small"
            aria-label={shown === null ? "Reveal secret" : "Hide secret"}
            pending={doing === "reveal"}
            icon={shown === null ? <Eye {...icon} /> : <EyeOff {...icon} />}
            onClick={() => (shown === null ? void run("reveal") : setShown(null))}
          >
            {shown === null ? "Reveal" : "Hide"}
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
