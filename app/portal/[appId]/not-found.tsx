import { translator } from "@/lib/page/messages.ts";

/** Within the customer's own portal, so that its pages stay one press away. */
export default async function PortalNotFound() {
  const t = await translator("portal");
  return (
    <div className="mx-(--page-margin)">
      <h1 className="text-page text-balance">{t("notFound.title")}</h1>
      <p className="mt-2 max-w-measure text-body text-ink-2">{t("notFound.text")}</p>
    </div>
  );
}
