"use client";

import dynamic from "next/dynamic";
import { useTransition } from "react";
import { Button } from "@/components/ui/button.tsx";

const Enrolment = dynamic(() => import("@/components/staff/enrolment.tsx").then((module) => module.Enrolment), {
  ssr: false,
});

/** The enrolment as a page of its own. The way on is a full load: every page asks anew who may see it. */
export function RequiredEnrolment({ next, signOut }: { next: string; signOut: () => Promise<void> }) {
  const [leaving, startLeaving] = useTransition();
  return (
    <>
      <Enrolment onDone={() => window.location.assign(next)} />
      <p className="mt-6 border-line border-t pt-4">
        <Button size="small" pending={leaving} onClick={() => startLeaving(signOut)}>
          Sign out
        </Button>
      </p>
    </>
  );
}
