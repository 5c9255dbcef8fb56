import { z } from "zod";
import { ListQuery, listOf, Timestamp } from "./common.ts";
import { defineOperation, STAFF_ROLES } from "./operation.ts";

const Email = z.email().max(254);
const Role = z.enum(STAFF_ROLES).describe("What they may do; each role has the rights of those before it.");
/** Policy is the server's; this only bounds what is read. */
const Password = z.string().min(1).max(1024);
const Code = z.string().min(1).max(64).describe("A code of the authenticator app, or a recovery code.");

export const StaffIn = z.strictObject({
  email: Email.describe("Who is invited; they sign in with it."),
  role: Role,
});
export type StaffIn = z.infer<typeof StaffIn>;

export const StaffPatch = z.strictObject({
  role: Role.optional(),
  disabled: z.boolean().optional().describe("True turns the account off and ends its sessions."),
});
export type StaffPatch = z.infer<typeof StaffPatch>;

export const StaffOut = z.object({
  id: z.string().describe("`staff_…`"),
  email: z.string().describe("What they sign in with."),
  name: z.string().nullable().describe("What they are called; null until they have joined."),
  role: Role,
  state: z.enum(["invited", "active", "disabled"]).describe("`invited` until they have joined."),
  hasPassword: z.boolean().describe("Whether they can sign in with a password."),
  hasSingleSignOn: z.boolean().describe("Whether they have come from the identity provider."),
  hasSecondFactor: z.boolean().describe("Whether they are asked for a code after the password."),
  lastSignInAt: Timestamp.nullable().describe("When they signed in last; null for never."),
  linkExpiresAt: Timestamp.nullable().describe(
    "End of their invitation or of their link for a new password; null for none.",
  ),
  createdAt: Timestamp,
});
export type StaffOut = z.infer<typeof StaffOut>;

export const StaffLinkOut = z.object({
  url: z.string().describe("The link; shown this once, and works once."),
  expiresAt: Timestamp.describe("From then on it is refused."),
  isMailed: z.boolean().describe("Whether it is also sent to their e-mail address."),
});
export type StaffLinkOut = z.infer<typeof StaffLinkOut>;

export const StaffInvitedOut = z.object({
  staff: StaffOut.describe("Who is invited."),
  link: StaffLinkOut.describe("What they join with."),
});
export type StaffInvitedOut = z.infer<typeof StaffInvitedOut>;

export const StaffSessionOut = z.object({
  id: z.string().describe("`ssess_…`"),
  isCurrent: z.boolean().describe("Whether it is the session that asks."),
  way: z.enum(["password", "sso"]).describe("How it was signed in to."),
  browser: z.string().describe("The browser in words, such as `Firefox on Linux`."),
  address: z.string().describe("Where the sign-in came from."),
  createdAt: Timestamp.describe("The sign-in."),
  lastSeenAt: Timestamp.describe("Its last request, to five minutes."),
  expiresAt: Timestamp.describe("When it ends by itself."),
});
export type StaffSessionOut = z.infer<typeof StaffSessionOut>;

export const AccountOut = z.object({
  id: z.string().describe("`staff_…`"),
  email: z.string().describe("What you sign in with."),
  name: z.string().describe("What you are called."),
  role: Role,
  hasPassword: z.boolean().describe("Whether you can sign in with a password."),
  hasSingleSignOn: z.boolean().describe("Whether you have come from the identity provider."),
  secondFactorSince: Timestamp.nullable().describe("Since when you are asked for a code; null for never."),
  recoveryCodesLeft: z.number().int().describe("Recovery codes that were not used."),
  needsSecondFactor: z.boolean().describe("Whether your role may not do without one."),
});
export type AccountOut = z.infer<typeof AccountOut>;

export const AccountPatch = z.strictObject({
  name: z.string().trim().min(1).max(128).describe("What you are called."),
});
export type AccountPatch = z.infer<typeof AccountPatch>;

export const PasswordChangeIn = z.strictObject({
  oldPassword: Password.describe("The password until now."),
  newPassword: Password.describe("The new one, at least 12 characters."),
});
export const CodeIn = z.strictObject({ code: Code });
export const SecondFactorOut = z.object({
  secret: z.string().describe("In base 32, to type into the app."),
  uri: z.string().describe("The same as `otpauth:` address, for a QR code."),
});
export type SecondFactorOut = z.infer<typeof SecondFactorOut>;
export const RecoveryCodesOut = z.object({
  recoveryCodes: z.array(z.string()).describe("Each stands in for one code of the app, once; shown this once."),
});

const staff = { tag: "Staff" } as const;
const account = { tag: "Account" } as const;

export const listStaff = defineOperation({
  ...staff,
  id: "listStaff",
  summary: "List the people who may sign in to the console",
  method: "GET",
  path: "/staff",
  query: ListQuery,
  responses: { 200: listOf(StaffOut) },
});
export const inviteStaff = defineOperation({
  ...staff,
  id: "inviteStaff",
  summary: "Invite somebody to the console",
  method: "POST",
  path: "/staff",
  body: StaffIn,
  responses: { 201: StaffInvitedOut },
});
export const getStaff = defineOperation({
  ...staff,
  id: "getStaff",
  summary: "Get one person",
  method: "GET",
  path: "/staff/{staff_id}",
  responses: { 200: StaffOut },
});
export const patchStaff = defineOperation({
  ...staff,
  id: "patchStaff",
  summary: "Change the role of a person, or turn their account off or on",
  method: "PATCH",
  path: "/staff/{staff_id}",
  body: StaffPatch,
  responses: { 200: StaffOut },
});
export const withdrawInvitation = defineOperation({
  ...staff,
  id: "withdrawInvitation",
  summary: "Withdraw an invitation",
  method: "DELETE",
  path: "/staff/{staff_id}",
  responses: { 204: null },
});
export const issueStaffLink = defineOperation({
  ...staff,
  id: "issueStaffLink",
  summary: "Make a new link: the invitation again, or one to choose a new password with",
  method: "POST",
  path: "/staff/{staff_id}/link",
  responses: { 201: StaffLinkOut },
});
export const removeStaffSecondFactor = defineOperation({
  ...staff,
  id: "removeStaffSecondFactor",
  summary: "Remove the second factor of somebody who has lost it",
  method: "DELETE",
  path: "/staff/{staff_id}/second-factor",
  responses: { 204: null },
});
export const listStaffSessions = defineOperation({
  ...staff,
  id: "listStaffSessions",
  summary: "List the sessions of a person",
  method: "GET",
  path: "/staff/{staff_id}/session",
  query: ListQuery,
  responses: { 200: listOf(StaffSessionOut) },
});
export const endStaffSessions = defineOperation({
  ...staff,
  id: "endStaffSessions",
  summary: "Sign a person out everywhere",
  method: "DELETE",
  path: "/staff/{staff_id}/session",
  responses: { 204: null },
});
export const endStaffSession = defineOperation({
  ...staff,
  id: "endStaffSession",
  summary: "End one session of a person",
  method: "DELETE",
  path: "/staff/{staff_id}/session/{staff_session_id}",
  responses: { 204: null },
});

export const getAccount = defineOperation({
  ...account,
  id: "getAccount",
  summary: "Get your own account",
  method: "GET",
  path: "/account",
  responses: { 200: AccountOut },
});
export const patchAccount = defineOperation({
  ...account,
  id: "patchAccount",
  summary: "Change your name",
  method: "PATCH",
  path: "/account",
  body: AccountPatch,
  responses: { 200: AccountOut },
});
export const changeOwnPassword = defineOperation({
  ...account,
  id: "changeOwnPassword",
  summary: "Change your password and end your other sessions",
  method: "PUT",
  path: "/account/password",
  body: PasswordChangeIn,
  responses: { 204: null },
});
export const beginSecondFactor = defineOperation({
  ...account,
  id: "beginSecondFactor",
  summary: "Get a secret for an authenticator app",
  method: "POST",
  path: "/account/second-factor",
  responses: { 201: SecondFactorOut },
});
export const confirmSecondFactor = defineOperation({
  ...account,
  id: "confirmSecondFactor",
  summary: "Turn your second factor on with a code of the app",
  method: "POST",
  path: "/account/second-factor/confirm",
  body: CodeIn,
  responses: { 201: RecoveryCodesOut },
});
export const removeOwnSecondFactor = defineOperation({
  ...account,
  id: "removeOwnSecondFactor",
  summary: "Turn your second factor off",
  method: "POST",
  path: "/account/second-factor/remove",
  body: CodeIn,
  responses: { 204: null },
});
export const renewRecoveryCodes = defineOperation({
  ...account,
  id: "renewRecoveryCodes",
  summary: "Get new recovery codes in place of the old ones",
  method: "POST",
  path: "/account/recovery-codes",
  body: CodeIn,
  responses: { 201: RecoveryCodesOut },
});
export const listOwnSessions = defineOperation({
  ...account,
  id: "listOwnSessions",
  summary: "List your own sessions",
  method: "GET",
  path: "/account/session",
  query: ListQuery,
  responses: { 200: listOf(StaffSessionOut) },
});
export const endOtherSessions = defineOperation({
  ...account,
  id: "endOtherSessions",
  summary: "End all your sessions but this one",
  method: "DELETE",
  path: "/account/session",
  responses: { 204: null },
});
export const endOwnSession = defineOperation({
  ...account,
  id: "endOwnSession",
  summary: "End one of your sessions",
  method: "DELETE",
  path: "/account/session/{staff_session_id}",
  responses: { 204: null },
});

/** What somebody may do whose role needs a second factor, and who has none yet. */
export const ENROLMENT_OPERATIONS: readonly string[] = ["getAccount", "beginSecondFactor", "confirmSecondFactor"];
