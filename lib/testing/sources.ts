import { createHmac } from "node:crypto";
import type { SourceIn } from "@/lib/contract/source.ts";
import { createSource } from "@/lib/domain/sources/create.ts";
import { findSourceByToken } from "@/lib/domain/sources/find-by-token.ts";
import { type Received, receiveSourceRequest } from "@/lib/domain/sources/receive.ts";
import { aTenant, uuidOf } from "@/lib/testing/tenants.ts";

export const SOURCE_SECRET = "a secret of the provider";

export const tokenOf = (url: string): string => url.split("/in/")[1] ?? "";

/** A tenant with one source. */
export async function aSource(input: Partial<SourceIn> & Pick<SourceIn, "kind">) {
  const tenant = await aTenant();
  const { ctx, applicationId } = tenant;
  const made = await createSource(ctx, {
    applicationId,
    source: { name: "GitHub", disabled: false, secret: SOURCE_SECRET, ...input },
  });
  return { ...tenant, source: made, ref: { applicationId, sourceId: uuidOf("source", made.id) } };
}

/** A request as GitHub sends it to the address, signed. */
export async function receiveFromGithub(
  url: string,
  input: { body?: string | Buffer; event?: string | null; delivery?: string; headers?: [string, string][] } = {},
): Promise<Received> {
  const source = await findSourceByToken(tokenOf(url));
  if (!source) throw new Error("There is no such source.");
  const body = Buffer.from(input.body ?? '{"ref":"main"}');
  const signature = `sha256=${createHmac("sha256", SOURCE_SECRET).update(body).digest("hex")}`;
  const { event = "push", delivery } = input;
  const headers: [string, string][] = [["X-Hub-Signature-256", signature], ...(input.headers ?? [])];
  if (event) headers.push(["X-GitHub-Event", event]);
  if (delivery) headers.push(["X-GitHub-Delivery", delivery]);
  const header = (name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1];
  return receiveSourceRequest(source, { headers, header, body, remoteAddress: "192.0.2.7" });
}
