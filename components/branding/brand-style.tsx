/** Before everything that it colours, so that the first paint has it. The text is made of our own numbers and names. */
export function BrandStyle({ css }: { css: string }) {
  if (css === "") return null;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React would write the quotes of a selector as entities.
  return <style dangerouslySetInnerHTML={{ __html: css }} />;
}
