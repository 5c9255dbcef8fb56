import type { Metadata } from "next";
import { BrandProvider } from "@/components/branding/brand.tsx";
import { BrandStyle } from "@/components/branding/brand-style.tsx";
import { MessagePage } from "@/components/shell/message-page.tsx";
import { brandCss } from "@/lib/domain/branding/css.ts";
import { brandMetadata, brandOfInstallation } from "@/lib/page/brand.ts";
import { translator } from "@/lib/page/messages.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { ...brandMetadata(await brandOfInstallation()), title: (await translator("portal"))("entrance.page") };
}

export default async function PortalEntrancePage({ searchParams }: { searchParams: Promise<{ left?: string }> }) {
  const [t, brand] = await Promise.all([translator("portal"), brandOfInstallation()]);
  const hasLeft = (await searchParams).left !== undefined;
  return (
    <BrandProvider brand={brand}>
      <BrandStyle css={brandCss(brand)} />
      <MessagePage title={t(hasLeft ? "entrance.leftTitle" : "entrance.title")}>
        <p>{t("entrance.text")}</p>
        {hasLeft ? <p className="mt-2">{t("entrance.leftText")}</p> : null}
      </MessagePage>
    </BrandProvider>
  );
}
