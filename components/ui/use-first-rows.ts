import { useDeferredValue } from "react";
import { useInBrowser } from "@/components/ui/use-in-browser.ts";

/** More than a screen shows of a list below its heading. */
const FIRST_ROWS = 20;

/**
 * The rows of a long list. In the HTML and while React takes it over only the first of them, so that the page is seen and used
 * sooner; the others follow in the background. A list that is opened within the app has all of them at once, for Back must find
 * its place.
 */
export function useFirstRows<T>(rows: T[]): T[] {
  return useDeferredValue(useInBrowser()) ? rows : rows.slice(0, FIRST_ROWS);
}
