import { handlers } from "@/lib/page/staff-auth.ts";

export const { GET, POST } = handlers;
