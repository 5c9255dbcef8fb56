import { notFound } from "next/navigation";

/** Every address of the console that has no page: told within the console. */
export default function NoSuchPage(): never {
  notFound();
}
