import { nextStep, problemWords } from "@/components/developers/request-words.ts";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { ApiRequestOut } from "@/lib/contract/request-log.ts";

/** The request that we saw, and in words what was wrong with it. */
export function SeenRequest({ request }: { request: ApiRequestOut }) {
  const format = useFormat();
  const { method, path, status, at, durationMs, id } = request;
  const hasFailed = status >= 400;
  const step = hasFailed ? nextStep(request) : null;
  return (
    <div
      className={
        hasFailed
          ? "border-fail-mark border-s-[3px] bg-fail-soft py-2 ps-3.5 pe-4"
          : "border-ok-mark border-s-[3px] ps-3.5"
      }
    >
      <p className="flex flex-wrap items-baseline gap-x-3 text-dense text-ink-2">
        <Time at={at} show="clock" plain />
        <TextLink href={`/console/developers/logs?sel=${id}`} className="break-all text-mono">
          {method} {path}
        </TextLink>
        <span data-num className={hasFailed ? "font-firm text-fail-ink" : "font-firm text-ok-ink"}>
          {status}
        </span>
        <span data-num>{format.ms(durationMs)}</span>
      </p>
      {hasFailed ? (
        <p className="mt-0.5 max-w-measure text-body text-ink">
          {problemWords(request.problem)} {step}
        </p>
      ) : null}
    </div>
  );
}
