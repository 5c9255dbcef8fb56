import { handleWebRequest } from "@/lib/http/web.ts";

// In production web/main.ts answers these before Next sees them.
export {
  handleWebRequest as DELETE,
  handleWebRequest as GET,
  handleWebRequest as HEAD,
  handleWebRequest as OPTIONS,
  handleWebRequest as PATCH,
  handleWebRequest as POST,
  handleWebRequest as PUT,
};
