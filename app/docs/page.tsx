import { referenceTags } from "@/components/docs/reference.ts";
import { TextLink } from "@/components/ui/text-link.tsx";
import { GUIDES } from "@/lib/page/guides.ts";

export default function DocsPage() {
  return (
    <>
      <h1 className="text-page">Documentation</h1>
      <p className="max-w-measure pt-1 text-body text-ink-2">
        Send events with one request; your customers look after their own endpoints.
      </p>
      {GUIDES.map(({ group, guides }) => (
        <section key={group} className="pt-8">
          <h2 className="pb-1 text-lead">{group}</h2>
          <ul className="grid grid-cols-1 gap-x-10 wrap-anywhere md:grid-cols-2">
            {guides.map(({ slug, title, about }) => (
              <li key={slug} className="border-line border-t py-2">
                <TextLink href={`/docs/${slug}`}>{title}</TextLink>
                <p className="text-dense text-ink-2">{about}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section className="pt-8">
        <h2 id="api" className="scroll-mt-16 pb-1 text-lead">
          API reference
        </h2>
        <ul className="grid grid-cols-1 gap-x-10 wrap-anywhere md:grid-cols-2">
          {referenceTags.map(({ tag, operations }) => (
            <li key={tag} className="border-line border-t py-2">
              <h3 className="text-body font-firm">{tag}</h3>
              <ul className="text-dense">
                {operations.map(({ id, summary }) => (
                  <li key={id} className="py-0.5">
                    <TextLink href={`/docs/api/${id}`} prefetch={false}>
                      {summary}
                    </TextLink>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
