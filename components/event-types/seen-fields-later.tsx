"use client";

import dynamic from "next/dynamic";

/** Most event types have a schema: their pages do without the code for those that have none. */
export const SeenFieldsLater = dynamic(
  async () => (await import("@/components/event-types/seen-fields.tsx")).SeenFields,
  { loading: () => null },
);
