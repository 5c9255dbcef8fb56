import { ButtonLink } from "@/components/ui/button.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { Empty } from "@/components/ui/empty.tsx";

/** Before anything is described: the quick ways to begin. */
export function CatalogueEmpty({ publicUrl, mayWrite }: { publicUrl: string; mayWrite: boolean }) {
  return (
    <Empty
      title="No event type is described yet."
      className="mt-4"
      action={
        mayWrite ? (
          <>
            <ButtonLink href="/console/catalogue/new" variant="primary">
              Describe the first one
            </ButtonLink>
            <ButtonLink href="/console/catalogue/import">Import from OpenAPI</ButtonLink>
          </>
        ) : undefined
      }
    >
      <p>
        Everything can be sent without it. What is described here, customers see in their portal: they choose from it,
        read what each field means, and test with its examples. Your backend can do it, too:
      </p>
      <CodeBlock
        className="mt-3"
        label="command that describes an event type"
        code={`curl -X POST ${publicUrl}/api/v1/event-type \\
  -H "authorization: Bearer $POSTHORN_API_KEY" \\
  -H "content-type: application/json" \\
  -d '{"name":"invoice.paid","description":"An invoice was paid in full."}'`}
      />
    </Empty>
  );
}
