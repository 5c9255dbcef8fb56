import { handleWebRequest } from "@/lib/http/web.ts";

// In production web/main.ts answers these before Next sees them.
export { handleWebRequest as GET, handleWebRequest as HEAD, handleWebRequest as POST };
