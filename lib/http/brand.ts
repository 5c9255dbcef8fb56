import { z } from "zod";
import { BrandingIn, type BrandingSettings } from "@/lib/contract/branding.ts";
import { brandCss } from "@/lib/domain/branding/css.ts";
import { findBrandAsset } from "@/lib/domain/branding/find.ts";
import { NotFound, ProblemError } from "@/lib/errors.ts";
import type { ApiRequest, ApiResponse } from "@/lib/http/handler.ts";
import { problemResponse } from "@/lib/http/problem.ts";
import { log } from "@/lib/log.ts";

const HASH = /^[0-9a-f]{64}$/;
const ALWAYS = { "x-content-type-options": "nosniff", "cross-origin-resource-policy": "cross-origin" };
const FOR_EVER = "public, max-age=31536000, immutable";
/** What an SVG may do when somebody opens its address: be looked at. */
const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

const { color, radius, font, density } = BrandingIn.shape;
const Look = z
  .object({ color, radius: z.coerce.number<string>().pipe(radius.unwrap().unwrap()), font, density })
  .partial();

/** `/brand/<hash>`: pictures of a look. `/brand/theme.css?color=…`: a look that the page around a portal wishes for. */
export async function answerBrand(request: ApiRequest, name: string): Promise<ApiResponse> {
  try {
    if (request.method !== "GET" && request.method !== "HEAD") {
      throw new ProblemError("method_not_allowed", "This path does not take this method.");
    }
    if (name === "theme.css") return themeSheet(request.url);
    const asset = HASH.test(name) ? await findBrandAsset(name) : null;
    if (!asset) throw new NotFound();
    return {
      status: 200,
      headers: {
        ...ALWAYS,
        "content-type": asset.mediaType,
        "cache-control": FOR_EVER,
        "content-security-policy": PICTURE_POLICY,
      },
      body: new Uint8Array(asset.content),
    };
  } catch (error) {
    const response = problemResponse(error);
    if (response.status >= 500) log.error("brand.failed", { error });
    return { ...response, headers: { ...ALWAYS, "cache-control": "no-store", ...response.headers } };
  }
}

/** What is wrong is left out: an older page of ours may be asked for what only a newer one knows. */
function themeSheet(url: string): ApiResponse {
  const search = URL.parse(url, "http://localhost")?.searchParams ?? new URLSearchParams();
  const look: Pick<BrandingSettings, "color" | "radius" | "font" | "density"> = {
    color: null,
    radius: null,
    font: null,
    density: null,
  };
  for (const [key, schema] of Object.entries(Look.shape)) {
    const parsed = schema.safeParse(search.get(key) ?? undefined);
    if (parsed.success && parsed.data !== undefined) Object.assign(look, { [key]: parsed.data });
  }
  return {
    status: 200,
    headers: { ...ALWAYS, "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=3600" },
    body: brandCss(look, "over"),
  };
}
