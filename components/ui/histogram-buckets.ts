import type { Bucket } from "@/components/ui/histogram.tsx";

/** What the API has counted, each bucket with its end. */
export function bucketsOf(counted: {
  bucketMs: number;
  buckets: (Omit<Bucket, "from" | "to"> & { at: string })[];
}): Bucket[] {
  return counted.buckets.map(({ at, delivered, retrying, failed }) => ({
    from: at,
    to: new Date(Date.parse(at) + counted.bucketMs).toISOString(),
    delivered,
    retrying,
    failed,
  }));
}
