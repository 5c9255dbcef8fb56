import type { Check } from "@/e2e/security/checks/row.ts";

export const ACCESS: readonly Check[] = [];
