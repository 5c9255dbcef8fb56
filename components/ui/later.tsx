import type { ComponentType, ReactNode } from "react";
import { lazy, Suspense } from "react";
import { useInBrowser } from "@/components/ui/use-in-browser.ts";

type Loaded<Props> = ComponentType<Props> | { default: ComponentType<Props> };
type Options = { loading?: () => ReactNode; ssr?: boolean };

/**
 * What `next/dynamic` is in every bundle (next.config.js): a component whose code is fetched when it is first shown. Next's
 * own carries what a server keeps for preload links, 1.5 KiB of each page.
 */
export default function later<Props extends object>(
  load: () => Promise<Loaded<Props>>,
  { loading: Loading, ssr = true }: Options = {},
): ComponentType<Props> {
  const Component = lazy<ComponentType<Props>>(async () => {
    const loaded = await load();
    return "default" in loaded ? loaded : { default: loaded };
  });
  // Without anything to show meanwhile, whatever is around it waits.
  if (!Loading && ssr) return Component as ComponentType<Props>;
  const meanwhile = Loading ? <Loading /> : null;
  // What the server has rendered stays until its code is there: an update while it hydrates would show the stand-in again.
  if (ssr)
    return function Later(props: Props) {
      return (
        <Suspense fallback={meanwhile}>
          <Component {...props} />
        </Suspense>
      );
    };
  return function LaterInBrowser(props: Props) {
    const inBrowser = useInBrowser();
    return <Suspense fallback={meanwhile}>{inBrowser ? <Component {...props} /> : meanwhile}</Suspense>;
  };
}
