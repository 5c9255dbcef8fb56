import { notFound } from "next/navigation";

/** Every address below a portal that has no page: told within the portal. */
export default function NoSuchPage(): never {
  notFound();
}
