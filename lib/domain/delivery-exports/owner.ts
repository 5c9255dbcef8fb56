import { formatId } from "@/lib/ids.ts";

/** Whose an export is: deliveries are of the member of staff who asked for them, the rest of its application. */
export type ExportOwner = { staffId: string } | { applicationId: string };

/** What the audit log says of it. */
export function eventOf(what: "started" | "canceled" | "downloaded", exportId: string, owner: ExportOwner) {
  const objectId = formatId("deliveryExport", exportId);
  return "staffId" in owner
    ? { action: `delivery_export.${what}`, objectKind: "delivery_export", objectId }
    : {
        action: `application_export.${what}`,
        objectKind: "application_export",
        objectId,
        applicationId: owner.applicationId,
      };
}
