import type { SourceRef } from "@/lib/domain/sources/lock.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

export interface SourceRequestRef extends SourceRef {
  requestId: string;
}

/** The request that a path names below a source. @throws NotFound when that is no id of one */
export function toSourceRequestRef(source: SourceRef, idOnWire: string): SourceRequestRef {
  const requestId = parseId("sourceRequest", idOnWire);
  if (!requestId) throw new NotFound();
  return { ...source, requestId };
}
