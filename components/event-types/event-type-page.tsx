import type { useTranslations } from "use-intl";
import { CodeTabs } from "@/components/event-types/code-tabs.tsx";
import { Description } from "@/components/event-types/description.tsx";
import { exampleCommand } from "@/components/event-types/example-command.ts";
import { FieldTable } from "@/components/event-types/field-table.tsx";
import { fieldsOf } from "@/components/event-types/schema-fields.ts";
import { toTypeScript } from "@/components/event-types/schema-typescript.ts";
import { SeenFieldsLater } from "@/components/event-types/seen-fields-later.tsx";
import { Subscribers } from "@/components/event-types/subscribers.tsx";
import { Breadcrumb } from "@/components/shell/breadcrumb.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { JsonView } from "@/components/ui/json-view.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { EventTypeOut } from "@/lib/contract/event-type.ts";
import { exampleOf, newestSchema, versionsOf } from "@/lib/contract/example.ts";

type EventTypePageProps = {
  /** The page is put together on the server, where no hook reaches. */
  t: ReturnType<typeof useTranslations<"event-types">>;
  /** Path of the catalogue that it belongs to. */
  catalogue: string;
  eventType: EventTypeOut;
  /** The version that is shown; of none, or one that is not there, the newest. */
  version?: string | undefined;
  /** The frame around says already where the page is. */
  isNamed?: true;
  /** In a customer's portal: who gets it. */
  portal?: { applicationId: string; canManage: boolean; canSend: boolean };
};

/** What an event type means, what it holds, and who gets it. */
export function EventTypePage({ t, catalogue, eventType, version, isNamed, portal }: EventTypePageProps) {
  const { name, description, deprecated, sunsetAt } = eventType;
  const versions = versionsOf(eventType.schemas);
  const shown = versions.find((one) => one === version) ?? versions[0];
  const schemas = shown === undefined ? null : { [shown]: eventType.schemas?.[shown] };
  const schema = newestSchema(schemas);
  const fields = schema ? fieldsOf(schema) : [];
  const example = exampleOf({ schemas });
  const exampleText = JSON.stringify(example ?? {}, null, 2);
  const { examples: _examples, ...shownSchema } = schema ?? {};

  return (
    <div className="mx-auto max-w-[1280px]">
      {isNamed ? null : <Breadcrumb crumbs={[{ label: t("title"), href: catalogue }, { label: name }]} />}
      <div className="mt-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 translate="no" className="min-w-0 break-all text-page">
          {name}
        </h1>
        {portal ? (
          <TextLink
            href={`/portal/${portal.applicationId}/deliveries?type=${encodeURIComponent(name)}`}
            className="text-dense"
          >
            {t("page.deliveries")}
          </TextLink>
        ) : null}
      </div>
      <Description text={description} className="grid max-w-measure gap-2 pt-1 text-body text-ink-2" />
      {versions.length > 1 ? (
        <nav aria-label={t("page.versions")} className="flex flex-wrap gap-x-3 pt-1 text-meta text-ink-3">
          {versions.map((one) =>
            one === shown ? (
              <span key={one} aria-current="page">
                {t("page.version", { version: one })}
              </span>
            ) : (
              <TextLink key={one} href={`${catalogue}/${encodeURIComponent(name)}?version=${encodeURIComponent(one)}`}>
                {t("page.version", { version: one })}
              </TextLink>
            ),
          )}
        </nav>
      ) : null}
      {deprecated ? (
        <Banner state="degraded" className="mt-4">
          {t.rich(sunsetAt ? "page.deprecatedUntil" : "page.deprecated", {
            b: (chunks) => <strong className="font-strong">{chunks}</strong>,
            time: () => <Time at={sunsetAt ?? ""} show="day" plain />,
          })}
        </Banner>
      ) : null}

      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <section aria-labelledby="fields">
          <h2 id="fields" className="pb-1 text-lead">
            {t("page.fields")}
          </h2>
          {fields.length > 0 ? (
            <FieldTable of={name} fields={fields} />
          ) : (
            <>
              <p className="pb-3 text-body text-ink-2">{t("page.noSchema")}</p>
              {portal ? <SeenFieldsLater applicationId={portal.applicationId} eventType={name} /> : null}
            </>
          )}
        </section>
        <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-8">
          <section aria-labelledby="example">
            <h2 id="example" className="pb-2 text-lead">
              {t("page.example")}
            </h2>
            <JsonView label={t("page.exampleOf", { name })} body={{ text: exampleText }} />
          </section>
          <CodeTabs
            eventType={name}
            typescript={schema ? toTypeScript(name, schema) : null}
            jsonSchema={schema ? JSON.stringify(shownSchema, null, 2) : null}
            curl={exampleCommand(JSON.stringify(example ?? {}))}
          />
          {portal ? <Subscribers eventType={name} {...portal} /> : null}
        </div>
      </div>
    </div>
  );
}
