/** The link of the page at `path`: the one whose own path is the longest beginning of it. */
export function currentLink<T extends { href: string }>(links: T[], path: string): T | undefined {
  return links
    .filter(({ href }) => path === pathOf(href) || path.startsWith(`${pathOf(href)}/`))
    .sort((a, b) => pathOf(b.href).length - pathOf(a.href).length)[0];
}

const pathOf = (href: string) => href.split(/[?#]/, 1)[0] ?? href;
