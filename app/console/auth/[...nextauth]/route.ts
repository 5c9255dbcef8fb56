import { handlers } from "@/lib/page/staff.ts";

export const { GET, POST } = handlers;
