"use client";

import { useTranslations } from "use-intl";
import { deliveriesPath } from "@/components/deliveries/paths.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { EXCLUDE } from "@/components/deliveries/search-params.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { copyText } from "@/components/ui/copy.ts";
import { Menu } from "@/components/ui/menu.tsx";

type ValueMenuProps = {
  scope: DeliveryScope;
  applicationId: string;
  /** Of the filter. */
  field: "type" | "endpoint" | "code" | "cause";
  value: string;
  /** How it is shown, where that is not the value itself. */
  label?: string;
};

/** What can be done with a value that is seen: a list of it alone, one without it, or a copy. */
export function ValueMenu({ scope, applicationId, field, value, label = value }: ValueMenuProps) {
  const t = useTranslations("deliveries");
  const listOf = (text: string) => deliveriesPath(scope, applicationId, { [field]: text });
  return (
    <Menu
      label={t("value.menu", { value: label })}
      align="start"
      className="-my-1 ms-1 align-middle"
      items={[
        { label: t("value.only"), href: listOf(value) },
        { label: t("value.exclude"), href: listOf(`${EXCLUDE}${value}`) },
        {
          label: t("value.copy"),
          onSelect: () =>
            void copyText(value).then((done) =>
              announce(done ? t("actions.valueCopied", { value: label }) : t("actions.notAllowed")),
            ),
        },
      ]}
    />
  );
}
