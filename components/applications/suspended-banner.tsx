"use client";

import { useApplicationChange } from "@/components/applications/use-application-change.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Time } from "@/components/ui/time.tsx";

type SuspendedBannerProps = { application: { id: string; name: string }; since: string };

export function SuspendedBanner({ application, since }: SuspendedBannerProps) {
  const forbidden = useForbidden("resumeApplication");
  const resume = useApplicationChange((id: string) =>
    callAsStaff("POST /app/{app_id}/resume", { params: { app_id: id } }),
  );
  return (
    <Banner
      state="paused"
      action={
        <Button
          size="small"
          unavailable={forbidden}
          pending={resume.isPending}
          onClick={() => resume.mutate(application.id)}
        >
          Resume
        </Button>
      }
    >
      <strong className="font-strong">
        Suspended since <Time at={since} show="since" precision="minute" plain />.
      </strong>{" "}
      Its messages are refused and nothing is sent. What waits is kept until it is resumed.
      {resume.error ? (
        <span role="alert" className="block text-fail-ink">
          It was not resumed. {resume.error.message}
        </span>
      ) : null}
    </Banner>
  );
}
