import type { Access } from "@/components/portal/access.tsx";
import { copyText } from "@/components/ui/copy.ts";

/** Asked for when it is wanted, and in no cache: every call is recorded. The current one, unless a version is named. */
export async function readSecret(
  { applicationId, call }: Access,
  endpointId: string,
  version?: string,
): Promise<string> {
  const params = { app_id: applicationId, endpoint_id: endpointId };
  const query = version === undefined ? {} : { version };
  return (await call("GET /app/{app_id}/endpoint/{endpoint_id}/secret", { params, query })).key;
}

/** Copies what is still on its way. Safari allows that only when the promise itself is handed to the clipboard. */
export async function copyEventually(value: Promise<string>): Promise<boolean> {
  try {
    const item = new ClipboardItem({
      "text/plain": value.then((text) => new Blob([text], { type: "text/plain" })),
    });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return copyText(await value);
  }
}
