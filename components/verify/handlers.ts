import aspnet from "@/components/verify/handlers/aspnet.cs?raw";
import axum from "@/components/verify/handlers/axum.rs?raw";
import byHand from "@/components/verify/handlers/by-hand.sh?raw";
import django from "@/components/verify/handlers/django.py?raw";
import express from "@/components/verify/handlers/express.js?raw";
import fastapi from "@/components/verify/handlers/fastapi.py?raw";
import fetchHandler from "@/components/verify/handlers/fetch.ts?raw";
import ktor from "@/components/verify/handlers/ktor.kt?raw";
import laravel from "@/components/verify/handlers/laravel.php?raw";
import nethttp from "@/components/verify/handlers/nethttp.go?raw";
import next from "@/components/verify/handlers/next.ts?raw";
import plug from "@/components/verify/handlers/plug.ex?raw";
import rails from "@/components/verify/handlers/rails.rb?raw";
import spring from "@/components/verify/handlers/WebhookController.java?raw";

export type Handler = {
  /** As in the address of the page. */
  id: string;
  /** A name; null for the one that is called by a word of the page's language. */
  label: string | null;
  /** How a comment begins. */
  comment: "//" | "#";
  code: string;
};

const NODE: Handler = { id: "node", label: "Node (Express)", comment: "//", code: express };

/** A whole handler for each language, without a library of its own: tests run those whose language is at hand. */
export const HANDLERS: readonly Handler[] = [
  NODE,
  { id: "nextjs", label: "Next.js", comment: "//", code: next },
  { id: "typescript", label: "TypeScript (Bun, Deno)", comment: "//", code: fetchHandler },
  { id: "fastapi", label: "Python (FastAPI)", comment: "#", code: fastapi },
  { id: "django", label: "Python (Django)", comment: "#", code: django },
  { id: "go", label: "Go", comment: "//", code: nethttp },
  { id: "ruby", label: "Ruby (Rails)", comment: "#", code: rails },
  { id: "php", label: "PHP (Laravel)", comment: "//", code: laravel },
  { id: "java", label: "Java (Spring)", comment: "//", code: spring },
  { id: "kotlin", label: "Kotlin (Ktor)", comment: "//", code: ktor },
  { id: "csharp", label: "C# (ASP.NET)", comment: "//", code: aspnet },
  { id: "rust", label: "Rust (axum)", comment: "//", code: axum },
  { id: "elixir", label: "Elixir (Plug)", comment: "#", code: plug },
  { id: "by-hand", label: null, comment: "#", code: byHand },
];

export const LANGUAGE_COOKIE = "ph_language";

/** The first that is known of what the address asks for and what was chosen last. */
export function handlerOf(...wanted: (string | undefined)[]): Handler {
  for (const id of wanted) {
    const found = HANDLERS.find((one) => one.id === id);
    if (found) return found;
  }
  return NODE;
}
