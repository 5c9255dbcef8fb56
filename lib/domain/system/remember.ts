/** Asks again after a while only: for what takes long to read and changes slowly. */
export function remember<T>(forMs: number, read: () => Promise<T>): () => Promise<T> {
  let known: { value: Promise<T>; untilMs: number } | null = null;
  return () => {
    if (known && known.untilMs > Date.now()) return known.value;
    const value = read();
    const mine = { value, untilMs: Date.now() + forMs };
    known = mine;
    value.catch(() => {
      if (known === mine) known = null;
    });
    return value;
  };
}
