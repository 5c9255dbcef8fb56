import type { DeliveryScope } from "@/components/deliveries/scope.ts";

export const EVERY_APPLICATION: DeliveryScope = { surface: "console", applicationId: null };
