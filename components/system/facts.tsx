import { formatRate } from "@/components/system/measures.ts";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { PoolOut, SystemOut } from "@/lib/contract/system.ts";

/** The figures of this moment, in words and not in cards. */
export function SystemFacts({ system }: { system: SystemOut }) {
  const format = useFormat();
  const { queue, last, web, database } = system;
  const count = (n: number) => (n >= queue.mostCounted ? `${formatCount(n)} or more` : formatCount(n));
  const { waiting } = queue;
  const waits = [
    [waiting.retry, "for their next try"],
    [waiting.scheduled, "for their time"],
    [waiting.paused, "at paused endpoints"],
    [waiting.breaker, "behind open breakers"],
    [waiting.canceling, "to be canceled"],
  ] as const;
  const shown = waits.filter(([n]) => n > 0);
  return (
    <KeyValueList>
      <KeyValue label="Due now">
        <span data-num>{count(queue.due)}</span>
        {queue.due > 0 ? `, ${queue.due > 1 ? "the oldest " : ""}for ${format.ms(queue.oldestDueSeconds * 1000)}` : ""}
      </KeyValue>
      <KeyValue label="Waiting">
        {shown.length === 0 ? "nothing" : shown.map(([n, why]) => `${count(n)} ${why}`).join(", ")}
      </KeyValue>
      <KeyValue label="Given up">{count(queue.deadLetters)}</KeyValue>
      <KeyValue label="Deliveries">
        {last?.inPerSecond == null || last.outPerSecond === null
          ? "not measured in the last minute"
          : `${formatRate(last.inPerSecond)} in, ${formatRate(last.outPerSecond)} out`}
      </KeyValue>
      <KeyValue label="Time of a request">
        {last?.p50Ms == null || last.p95Ms === null || last.p99Ms === null
          ? "nothing was sent in the last minute"
          : `p50 ${format.ms(last.p50Ms)}, p95 ${format.ms(last.p95Ms)}, p99 ${format.ms(last.p99Ms)}`}
      </KeyValue>
      <KeyValue label="Error budget">
        <Budget budget={system.budget} />
      </KeyValue>
      <KeyValue label="Web process">
        version <span className="text-mono">{web.version}</span>, {poolWords(web.pool)}
      </KeyValue>
      <KeyValue label="Database server">
        {database.connections} of {database.mostConnections} connections, of everybody who uses it
      </KeyValue>
    </KeyValueList>
  );
}

function poolWords({ busy, most, waiting }: PoolOut): string {
  const waits = waiting > 0 ? `, ${waiting} waiting for one` : "";
  return `${busy} of ${most} connections in use${waits}`;
}

function Budget({ budget: { days, target, total, failed, allowed } }: Pick<SystemOut, "budget">) {
  const format = useFormat();
  const goal = `${target * 100}\u00a0%`;
  if (total === 0)
    return (
      <>
        No delivery ended in the last {formatQuantity(days, "day", "days")}; the target is {goal} delivered.
      </>
    );
  const isOver = failed > allowed;
  return (
    <>
      <span className={isOver ? "font-firm text-fail-ink" : undefined}>
        {formatCount(failed)} of {formatQuantity(total, "delivery", "deliveries")} {failed === 1 ? "was" : "were"} given
        up in {formatQuantity(days, "day", "days")}.
      </span>{" "}
      {goal} delivered allows {formatCount(allowed)}:{" "}
      {isOver
        ? "the budget is spent."
        : failed === 0
          ? "nothing of it is spent."
          : `${format.share(failed, Math.max(allowed, failed))} of it is spent.`}
    </>
  );
}
