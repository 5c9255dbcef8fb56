import { isLocale } from "@/lib/contract/locale.ts";
import { messagesScript } from "@/lib/page/messages.ts";

const FILE = /^([A-Za-z-]+)\.[0-9a-f]+\.js$/;

/** A language's texts as a script of its own: a browser keeps it from page to page, as it keeps the program. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }) {
  const { file } = await params;
  const locale = FILE.exec(file)?.[1];
  if (!isLocale(locale)) return new Response("Not found", { status: 404 });
  const { path, script } = messagesScript(locale);
  return new Response(script, {
    headers: {
      "content-type": "text/javascript; charset=utf-8",
      // During an update a page of the other version may ask: it gets what there is, and asks again the next time.
      "cache-control": path.endsWith(file) ? "public, max-age=31536000, immutable" : "no-store",
    },
  });
}
