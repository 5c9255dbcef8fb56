"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { AuthError, CredentialsSignin } from "next-auth";
import type { CodeState } from "@/components/staff/code-form.tsx";
import type { SignInState } from "@/components/staff/sign-in-form.tsx";
import { type NextStep, signInStaff, takeSecondStep } from "@/lib/domain/staff/sign-in.ts";
import { env } from "@/lib/env.ts";
import { ProblemError } from "@/lib/errors.ts";
import { nextPage } from "@/lib/page/next-page.ts";
import { forgetSecondStep, rememberSecondStep, secondStepTicket } from "@/lib/page/second-step.ts";
import { SSO_ID } from "@/lib/page/sso-provider.ts";
import { addressOf, signIn, signInContext } from "@/lib/page/staff-auth.ts";
import { SECOND_STEP_PATH, SIGN_IN_PATH } from "@/lib/page/staff-paths.ts";

const isTooMany = (error: unknown) => error instanceof ProblemError && error.code === "rate_limited";

export async function signInAction(_before: SignInState, form: FormData): Promise<SignInState> {
  const email = String(form.get("email") ?? "").slice(0, 254);
  const password = String(form.get("password") ?? "").slice(0, 1024);
  const next = nextPage(form.get("next"));
  let step: NextStep | null;
  const asked = await headers();
  try {
    step = await signInStaff(signInContext(asked), { email, password, address: addressOf(asked) });
  } catch (error) {
    if (isTooMany(error)) return { email, refused: "rate_limited" };
    throw error;
  }
  if (!step) return { email, refused: "wrong" };
  if (step.step === "second_step") {
    await rememberSecondStep(step.ticket);
    redirect(`${SECOND_STEP_PATH}?next=${encodeURIComponent(next)}`);
  }
  if (!(await buySession(step.ticket))) return { email, refused: "wrong" };
  redirect(next);
}

export async function codeAction(_before: CodeState, form: FormData): Promise<CodeState> {
  const ticket = await secondStepTicket();
  const code = String(form.get("code") ?? "").slice(0, 64);
  const next = nextPage(form.get("next"));
  if (!ticket) redirect(`${SIGN_IN_PATH}?refused=step_ended`);
  let answer: Awaited<ReturnType<typeof takeSecondStep>>;
  const asked = await headers();
  try {
    answer = await takeSecondStep(signInContext(asked), { ticket, code, address: addressOf(asked) });
  } catch (error) {
    if (isTooMany(error)) return { refused: "rate_limited" };
    throw error;
  }
  if (answer.kind === "wrong") return { refused: "wrong" };
  await forgetSecondStep();
  if (answer.kind === "ended" || !(await buySession(answer.ticket))) redirect(`${SIGN_IN_PATH}?refused=step_ended`);
  redirect(next);
}

/** To the identity provider, which sends people back to /console/auth/callback/sso. */
export async function ssoAction(form: FormData): Promise<void> {
  const next = nextPage(form.get("next"));
  // The provider sends people to the public address, where a browser does not show the cookies that another one has set.
  const { origin } = new URL(env().PUBLIC_URL);
  if (((await headers()).get("origin") ?? origin) !== origin)
    redirect(`${origin}${SIGN_IN_PATH}?refused=other_address&next=${encodeURIComponent(next)}`);
  let address: string;
  try {
    address = await signIn(SSO_ID, { redirect: false, redirectTo: next });
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    address = `${SIGN_IN_PATH}?error=Configuration`;
  }
  redirect(address);
}

async function buySession(ticket: string): Promise<boolean> {
  try {
    await signIn("ticket", { ticket, redirect: false, redirectTo: "/console" });
    return true;
  } catch (error) {
    if (error instanceof CredentialsSignin) return false;
    throw error;
  }
}
