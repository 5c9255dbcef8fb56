import { useSyncExternalStore } from "react";

/** False on the server and while React takes its HTML over, true from then on. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(neverChanges, returnTrue, returnFalse);
}

const neverChanges = () => () => {};
const returnTrue = () => true;
const returnFalse = () => false;
