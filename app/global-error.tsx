"use client";

import "@/app/globals.css";
import { FailedPage, type FailedPageProps } from "@/components/shell/failed-page.tsx";

/** When even the root layout failed: no providers here, hence no theme but the light one, and no fonts but the system's. */
export default function GlobalError(props: FailedPageProps) {
  return (
    <html lang="en">
      <body>
        <title>Webhooks are unavailable</title>
        <FailedPage {...props} />
      </body>
    </html>
  );
}
