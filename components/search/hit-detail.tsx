import { Time } from "@/components/ui/time.tsx";
import type { SearchHitOut } from "@/lib/contract/search.ts";

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** What tells one hit from another of the same title: an id or a URL, words, or when it was. */
export function HitDetail({ hit: { kind, detail } }: { hit: SearchHitOut }) {
  if (kind === "message" && MOMENT.test(detail))
    return <Time at={detail} show="moment" precision="millisecond" plain />;
  if (kind === "application" || kind === "endpoint" || kind === "message")
    return (
      <span dir="ltr" translate="no" className="text-mono wrap-anywhere">
        {detail}
      </span>
    );
  return <span className="wrap-anywhere">{detail}</span>;
}
