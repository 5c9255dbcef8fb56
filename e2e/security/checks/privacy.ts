import type { Check } from "@/e2e/security/checks/row.ts";

export const PRIVACY: readonly Check[] = [];
