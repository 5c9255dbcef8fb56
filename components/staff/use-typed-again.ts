import { useEffect, useRef } from "react";

/** The field of a form that was refused: emptied, with the focus, to be typed again. */
export function useTypedAgain(state: { refused: unknown }) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!state.refused || !ref.current) return;
    ref.current.value = "";
    ref.current.focus();
  }, [state]);
  return ref;
}
