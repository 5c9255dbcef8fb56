// Stands in for next/server: what the handler asks of it.
export const after = (work) => void work();
