import type { useTranslations } from "use-intl";

const CODE = /^[345](xx|\d\d)$/;

/** `429, 5xx` as a list without repeats; null when there is none. */
export function codesOf(text: string): string[] | null {
  const codes = [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ];
  return codes.length > 0 ? codes : null;
}

export function codesMistake(
  text: string,
  t: ReturnType<typeof useTranslations<"delivery-options.replies">>,
): string | null {
  const wrong = codesOf(text)?.find((code) => !CODE.test(code));
  return wrong === undefined ? null : t("noCode", { code: wrong });
}
