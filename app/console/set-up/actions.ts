"use server";

import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import type { SetUpState } from "@/components/console/set-up-form.tsx";
import { SetUpIn, setUpStaff } from "@/lib/domain/staff/set-up.ts";
import { Conflict, ProblemError } from "@/lib/errors.ts";
import { signIn } from "@/lib/page/staff.ts";

export async function setUpAction(_before: SetUpState, form: FormData): Promise<SetUpState> {
  const text = (name: string) => String(form.get(name) ?? "");
  const given = { name: text("name"), email: text("email") };
  const password = text("password");
  const input = SetUpIn.safeParse({ ...given, password, token: text("token") });
  if (!input.success) {
    const errors: SetUpState["errors"] = {};
    for (const issue of input.error.issues) {
      const field = issue.path[0];
      if (field === "name" || field === "email" || field === "password")
        errors[field] ??= sentence(field, issue.message);
    }
    return { ...given, errors, linkEnded: input.error.issues.some((issue) => issue.path[0] === "token") };
  }
  try {
    const { email } = await setUpStaff(
      { actor: { kind: "system", label: "set-up" }, requestId: randomUUID() },
      input.data,
    );
    await signIn("password", { email, password, redirect: false, redirectTo: "/console" });
  } catch (error) {
    if (error instanceof Conflict) return { ...given, errors: { email: error.message }, linkEnded: false };
    if (error instanceof ProblemError && error.code === "link_expired")
      return { ...given, errors: {}, linkEnded: true };
    throw error;
  }
  redirect("/console");
}

const FIELDS = { name: "The name", email: "The e-mail", password: "The password" } as const;

function sentence(field: keyof typeof FIELDS, message: string): string {
  return field === "name" ? "Say what you are called." : `${FIELDS[field]} ${message}.`;
}
