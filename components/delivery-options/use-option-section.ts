"use client";

import type { FieldErrors, FieldName } from "@/components/endpoints/endpoint-draft.ts";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { useSection } from "@/components/endpoints/use-section.ts";
import type { EffectiveOptionsOut } from "@/lib/contract/delivery-options.ts";
import type { EndpointOut, EndpointPatch } from "@/lib/contract/endpoint.ts";

export type OptionSectionProps = {
  endpoint: EndpointOut;
  /** As the installation has it: what holds where nothing is set. */
  usual: EffectiveOptionsOut;
};

type OptionSectionOptions<T> = {
  endpoint: EndpointOut;
  stored: T;
  fields: readonly FieldName[];
  mistakes?: (value: T) => FieldErrors;
  changeOf: (value: T) => EndpointPatch;
};

/** One section of the delivery options: it changes its own options and leaves the others alone. */
export function useOptionSection<T extends object>(options: OptionSectionOptions<T>) {
  const { endpoint, stored, fields, mistakes, changeOf } = options;
  const { mutateAsync } = useEndpointChange(endpoint.id);
  return useSection<T>({
    stored,
    fields,
    ...(mistakes ? { mistakes } : {}),
    save: (value) => mutateAsync(changeOf(value)),
  });
}

/** Without the fields about which there is nothing to say. */
export function mistakesIn(found: { [Name in FieldName]?: string | null | undefined }): FieldErrors {
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, text]) => (typeof text === "string" && text !== "" ? [[name, text]] : [])),
  );
}
