import { createHash } from "node:crypto";
import { BRAND_ASSET_BYTES, type BrandAssetIn, type BrandAssetOut } from "@/lib/contract/branding.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { wrongPicture } from "@/lib/domain/branding/picture.ts";
import { type Context, organizationForNew, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { env } from "@/lib/env.ts";
import { InvalidInput, ProblemError } from "@/lib/errors.ts";

/** More than anybody has tried out in a day. */
const MOST = 200;

/**
 * Keeps a picture under the hash of its bytes. Those that no look has ever named are forgotten after a day.
 * @throws InvalidInput for what is not a picture, is too large, or could hold a script
 */
export async function createBrandAsset(ctx: Context, input: BrandAssetIn): Promise<BrandAssetOut> {
  requireOperator(ctx, "admin");
  const content = Buffer.from(input.data, "base64");
  if (content.length > BRAND_ASSET_BYTES) throw new InvalidInput(["body", "data"], "must be at most 200,000 bytes");
  const wrong = wrongPicture(input.mediaType, content);
  if (wrong) throw new InvalidInput(["body", "data"], wrong);
  const hash = createHash("sha256").update(content).digest("hex");
  const organizationId = organizationForNew(ctx);

  await withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`
      delete from brand_asset a
      where a.organization_id = ${organizationId} and a.created_at < now() - interval '1 day' and not exists (
        select from branding b
        where b.organization_id = a.organization_id
          and a.hash in (b.settings->>'logoLight', b.settings->>'logoDark', b.settings->>'favicon'))`;
    if ((await tx.brandAsset.count({ where: { organizationId } })) >= MOST) {
      throw new ProblemError(
        "limit_reached",
        "There are 200 pictures already; those that are not used go after a day.",
      );
    }
    const { count } = await tx.brandAsset.createMany({
      data: [{ organizationId, hash, mediaType: input.mediaType, content: new Uint8Array(content) }],
      skipDuplicates: true,
    });
    if (count === 0) return;
    await recordAudit(ctx, tx, { action: "brand_asset.created", objectKind: "brand_asset", objectId: hash });
  });
  return { hash, url: `${env().PUBLIC_URL}/brand/${hash}` };
}
