import { leaveVisit } from "@/lib/page/leave-visit.ts";

export { leaveVisit as GET };
