"use server";

import { redirect } from "next/navigation";
import { CredentialsSignin } from "next-auth";
import { nextPage } from "@/app/console/session.ts";
import type { SignInState } from "@/components/console/sign-in-form.tsx";
import { signIn } from "@/lib/page/staff.ts";

export async function signInAction(_before: SignInState, form: FormData): Promise<SignInState> {
  const email = String(form.get("email") ?? "");
  const password = String(form.get("password") ?? "");
  const next = nextPage(form.get("next"));
  try {
    await signIn("password", { email, password, redirect: false, redirectTo: next });
  } catch (error) {
    if (!(error instanceof CredentialsSignin)) throw error;
    return { email, refused: error.code === "rate_limited" ? "rate_limited" : "wrong" };
  }
  redirect(next);
}
