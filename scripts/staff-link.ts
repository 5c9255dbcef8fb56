// `npm run staff-link -- anna@acme.example [--remove-second-factor]`: the way back in for who runs the service. Prints a link
// with which this person chooses a new password; they are made an admin, and turned on, if they are not.
import { pointAtDatabase } from "@/scripts/lib/point-at-database.ts";

const USAGE = "npm run staff-link -- anna@acme.example [--remove-second-factor]";

async function main(): Promise<void> {
  const [email, ...options] = process.argv.slice(2);
  const removeSecondFactor = options.includes("--remove-second-factor");
  if (!email || !/^[^@\s]+@[^@\s]+$/.test(email) || options.length > (removeSecondFactor ? 1 : 0)) {
    throw new Error(`Usage: ${USAGE}`);
  }
  pointAtDatabase();
  const { issueRecoveryLink } = await import("@/lib/domain/staff/set-up.ts");
  const { closeDatabase } = await import("@/lib/db.ts");
  try {
    const ctx = { actor: { kind: "system", label: "npm run staff-link" }, requestId: "staff-link" } as const;
    const { url, isNew } = await issueRecoveryLink(ctx, { email, removeSecondFactor });
    const who = isNew ? "A new admin joins" : "The admin chooses a new password";
    process.stdout.write(`${who} with this link, once, within 24 hours:\n\n  ${url}\n\n`);
  } finally {
    await closeDatabase();
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
