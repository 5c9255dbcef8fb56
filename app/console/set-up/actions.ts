"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { LinkState, ReadLink } from "@/components/staff/link-form.tsx";
import type { NextStep } from "@/lib/domain/staff/sign-in.ts";
import { ssoProvider } from "@/lib/domain/staff/single-sign-on.ts";
import { applyLink, readLink, UseLinkIn } from "@/lib/domain/staff/use-link.ts";
import { Conflict, InvalidInput, ProblemError } from "@/lib/errors.ts";
import { rememberSecondStep } from "@/lib/page/second-step.ts";
import { addressOf, signIn, signInContext } from "@/lib/page/staff-auth.ts";
import { SECOND_STEP_PATH } from "@/lib/page/staff-paths.ts";

function refusalOf(error: unknown): "ended" | "rate_limited" {
  if (error instanceof ProblemError && error.code === "rate_limited") return "rate_limited";
  if (error instanceof ProblemError && error.code === "link_expired") return "ended";
  throw error;
}

/** What the link of this page is for. It spends nothing. */
export async function readLinkAction(token: string): Promise<ReadLink> {
  const address = addressOf(await headers());
  try {
    const facts = await readLink({ token: String(token).slice(0, 512), address });
    return { refused: null, ...facts, ssoName: ssoProvider()?.name ?? null };
  } catch (error) {
    return { refused: refusalOf(error) };
  }
}

export async function applyLinkAction(_before: LinkState, form: FormData): Promise<LinkState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const given = { name: text("name"), email: text("email") };
  const fields = Object.fromEntries([...form.keys()].map((key) => [key, text(key)]));
  const input = UseLinkIn.partial({ name: true, email: true }).safeParse(fields);
  if (!input.success) {
    const errors: LinkState["errors"] = {};
    for (const { path, message } of input.error.issues) errors[path[0] as keyof LinkState["errors"]] ??= message;
    return { ...given, errors, refused: null };
  }
  let step: NextStep;
  const asked = await headers();
  try {
    step = await applyLink(signInContext(asked), { ...input.data, address: addressOf(asked) });
    if (step.step === "sign_in")
      await signIn("ticket", { ticket: step.ticket, redirect: false, redirectTo: "/console" });
    else await rememberSecondStep(step.ticket);
  } catch (error) {
    if (error instanceof Conflict) return { ...given, errors: { email: error.message }, refused: null };
    if (error instanceof InvalidInput)
      return { ...given, errors: { password: `The password ${error.message}.` }, refused: null };
    return { ...given, errors: {}, refused: refusalOf(error) };
  }
  redirect(step.step === "sign_in" ? "/console" : SECOND_STEP_PATH);
}
