"use client";

import type { ReactNode } from "react";
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { keepPreference } from "@/components/ui/preference-cookie.ts";
import { DEFAULT_VIEW, VIEW_COOKIE, type View, writeView } from "@/components/ui/view.ts";

type ViewContext = { view: View; change: (changes: Partial<View>) => void };

const Context = createContext<ViewContext>({ view: DEFAULT_VIEW, change: () => {} });

export function ViewProvider({ initial, children }: { initial: View; children: ReactNode }) {
  const [view, setView] = useState(initial);

  const change = useCallback(
    (changes: Partial<View>) => {
      const next = { ...view, ...changes };
      keepPreference(VIEW_COOKIE, writeView(next));
      setView(next);
    },
    [view],
  );

  // The server has written them into the first HTML.
  useEffect(() => {
    document.documentElement.dataset.density = view.density;
    document.documentElement.dataset.motion = view.motion;
  }, [view]);

  const value = useMemo(() => ({ view, change }), [view, change]);
  return <Context value={value}>{children}</Context>;
}

/** Clock, density, motion and shortcuts as this reader wants them. */
export function useView(): ViewContext {
  return useContext(Context);
}
