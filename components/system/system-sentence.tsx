import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { SystemOut } from "@/lib/contract/system.ts";

/** Late is what the metrics' alarm on the queue calls late. */
const LATE_SECONDS = 30;

export function SystemSentence({ system }: { system: SystemOut }) {
  const format = useFormat();
  const { queue, workers, last } = system;
  const working = workers.filter((one) => one.state === "working").length;
  const isShut = working > 0 && workers.every((one) => one.state !== "working" || one.proxyFailingSince !== null);
  const isLate = queue.due > 0 && queue.oldestDueSeconds >= LATE_SECONDS;
  return (
    <StatusSentence>
      {working === 0 ? (
        <>
          <Figure>Nothing is being sent</Figure>:{" "}
          {workers.length === 0 ? "no worker is running" : "no worker is working"}.
        </>
      ) : isShut ? (
        <>
          <Figure>Nothing gets out</Figure>: the egress proxy lets no request through. Nothing is lost: deliveries are
          tried again until it does.
        </>
      ) : isLate ? (
        <>
          <Figure>{formatQuantity(queue.due, "delivery", "deliveries")}</Figure>{" "}
          {queue.due === 1 ? "is due, for" : "are due, the oldest for"}{" "}
          <Figure>{format.ms(queue.oldestDueSeconds * 1000)}</Figure>.
        </>
      ) : (
        "What is due is being sent."
      )}{" "}
      {working > 0 ? (
        <>
          <Figure>{formatCount(working)}</Figure> of {formatQuantity(workers.length, "worker", "workers")}{" "}
          {working === 1 ? "is" : "are"} working.
        </>
      ) : null}{" "}
      {last?.p95Ms == null ? null : (
        <>
          95&nbsp;% of the last minute’s requests took <Figure>{format.ms(last.p95Ms)}</Figure> at most.
        </>
      )}
    </StatusSentence>
  );
}
