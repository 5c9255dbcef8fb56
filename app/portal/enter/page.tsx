import type { Metadata } from "next";
import { Suspense } from "react";
import { Enter } from "@/components/portal/enter.tsx";

export const metadata: Metadata = {
  title: "Opening your webhooks",
  // The code is in the fragment, which no referrer carries; this holds for what a proxy may have put in the query.
  referrer: "no-referrer",
};

export default function EnterPage() {
  return (
    <Suspense>
      <Enter />
    </Suspense>
  );
}
