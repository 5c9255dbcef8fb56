/** A Prisma condition for text that contains this, in any case. Prisma itself lets % and _ through as wildcards. */
export function containing(text: string) {
  return { contains: text.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
}
