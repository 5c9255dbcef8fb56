import { TextLink } from "@/components/ui/text-link.tsx";
import type { ReplayPreviewOut } from "@/lib/contract/replay.ts";

type SampleListProps = {
  title: string;
  samples: ReplayPreviewOut["samples"];
  pathOf: (deliveryId: string) => string;
};

/** The first that would be sent, each the way to what became of it. */
export function SampleList({ title, samples, pathOf }: SampleListProps) {
  if (samples.length === 0) return null;
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 text-dense font-firm">{title}</h3>
      <ul>
        {samples.map(({ messageId, deliveryId, endpointId, eventType }) => (
          <li
            key={`${messageId} ${endpointId}`}
            className="grid min-h-8 grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-3 border-line border-t py-1 text-mono"
          >
            <span className="truncate">{eventType}</span>
            {deliveryId ? (
              <TextLink href={pathOf(deliveryId)} className="truncate">
                {messageId}
              </TextLink>
            ) : (
              <span className="truncate text-ink-2">{messageId}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
