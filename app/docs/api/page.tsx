import { permanentRedirect } from "next/navigation";

/** The list of all operations is a part of the first page. */
export default function ReferenceIndexPage(): never {
  permanentRedirect("/docs#api");
}
