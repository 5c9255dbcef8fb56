import type { Metadata } from "next";
import { Suspense } from "react";
import { BrandProvider } from "@/components/branding/brand.tsx";
import { BrandStyle } from "@/components/branding/brand-style.tsx";
import { Enter } from "@/components/portal/enter.tsx";
import { brandCss } from "@/lib/domain/branding/css.ts";
import { brandMetadata, brandOfLink } from "@/lib/page/brand.ts";
import { translator } from "@/lib/page/messages.ts";

type Props = { searchParams: Promise<{ l?: string | string[] }> };

const linkOf = async ({ searchParams }: Props) => [(await searchParams).l].flat()[0];

export async function generateMetadata(props: Props): Promise<Metadata> {
  return {
    ...brandMetadata(await brandOfLink(await linkOf(props))),
    title: (await translator("portal"))("enter.opening"),
    // The code is in the fragment, which no referrer carries; this holds for what a proxy may have put in the query.
    referrer: "no-referrer",
  };
}

export default async function EnterPage(props: Props) {
  const brand = await brandOfLink(await linkOf(props));
  return (
    <BrandProvider brand={brand}>
      <BrandStyle css={brandCss(brand)} />
      <Suspense>
        <Enter />
      </Suspense>
    </BrandProvider>
  );
}
