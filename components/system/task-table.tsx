import { formatCount } from "@/components/ui/format-number.ts";
import {
  LedgerBody,
  LedgerCell,
  type LedgerColumn,
  LedgerRow,
  LedgerTable,
  RowLink,
} from "@/components/ui/ledger-table.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "task", label: "Task" },
  { id: "state", label: "State", width: "96px" },
  { id: "done", label: "Done", width: "132px", align: "end" },
  { id: "by", label: "Asked by", width: "20%", from: "md" },
  { id: "since", label: "Since", width: "104px", from: "sm" },
];

/** `endpoint.recover` as words. */
const kindWords = (kind: string) =>
  kind.replace(/^(endpoint|application|environment|sdk)\./, "").replaceAll(/[._-]/g, " ");
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export function TaskTable({ tasks }: { tasks: BackgroundTaskOut[] }) {
  if (tasks.length === 0) {
    return <p className="border-line border-t py-3 text-body text-ink-2">None is running.</p>;
  }
  return (
    <LedgerTable caption="Background tasks that run or are paused, newest first" columns={COLUMNS}>
      <LedgerBody>
        {tasks.map((task) => {
          const { total, left } = task.progress;
          const title = task.name ?? capital(kindWords(task.task));
          const isReplay = task.task.startsWith("endpoint.") && task.applicationId !== null;
          return (
            <LedgerRow key={task.id}>
              <LedgerCell head>
                {isReplay ? (
                  <RowLink prefetch={false} href={`/console/applications/${task.applicationId}/replays/${task.id}`}>
                    <span className="truncate">{title}</span>
                  </RowLink>
                ) : (
                  title
                )}
              </LedgerCell>
              <LedgerCell>{capital(task.state)}</LedgerCell>
              <LedgerCell align="end" data-num>
                {total > 0 ? `${formatCount(total - left)} of ${formatCount(total)}` : "–"}
              </LedgerCell>
              <LedgerCell from="md" faint>
                {task.requestedBy}
              </LedgerCell>
              <LedgerCell from="sm" faint>
                <Time at={task.createdAt} />
              </LedgerCell>
            </LedgerRow>
          );
        })}
      </LedgerBody>
    </LedgerTable>
  );
}
