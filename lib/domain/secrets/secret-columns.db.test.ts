import { expect, test } from "vitest";
import { SEALED_COLUMNS } from "@/lib/crypto.ts";
import { pool } from "@/lib/db.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

/** Names of columns that sound like something secret. */
const SOUNDS_SECRET =
  "secret|token|passw|auth|credential|sealed|private|apikey|_key$|code|variables|header|cookie|pin$";

/** Those that are not sealed, and why that is right. `e2e/security/canary.spec.ts` looks into all of them. */
const NOT_SEALED: Record<string, string> = {
  "alert.fact_key": "names a fact, so that nobody is told twice",
  "api_request.credential_end": "the last four characters of a key",
  "api_key.token_hash": "SHA-256 of 256 random bits",
  "attempt.response_headers": "of the receiver, with our secrets and its cookies taken out",
  "attempt.secret_ids": "names of secrets",
  "attempt.status_code": "a number",
  "attempt_request.headers": "of what was sent, with secrets masked",
  "attempt_request.token_ms": "a number",
  "attempt_request.token_use": "how the access token was got",
  "delivery.last_status_code": "a number",
  "delivery.lease_token": "a number that counts leases",
  "endpoint.authentication": "what may be shown of the sealed column beside it",
  "endpoint_health.last_status_code": "a number",
  "endpoint_transformation.code": "the customer's program; what is secret stands in its variables",
  "endpoint_version.authentication": "what may be shown",
  "endpoint_version.header_options": "which headers are added",
  "failure_group.last_status_code": "a number",
  "inbox.token": "the address of a test inbox, which its page shows",
  "inbox_request.headers": "of what was sent to a test inbox, which its page shows",
  "portal_link.code_hash": "SHA-256 of 256 random bits",
  "portal_session.token_hash": "SHA-256 of 256 random bits",
  "endpoint_secret.public_key": "the half that is meant to be public",
  "source.token": "the address of a source, which its page shows",
  "source_request.headers": "as a provider sent them: signed, not secret",
  "staff.password_hash": "argon2id",
  "staff.recovery_code_hashes": "SHA-256 of random letters",
  "staff.setup_token_hash": "SHA-256 of 256 random bits",
  "staff_ticket.token_hash": "SHA-256 of 256 random bits",
};

test("a column that sounds like a secret is sealed, or it is said why not", async () => {
  const { rows } = await pool().query<{ name: string }>(
    `select c.relname || '.' || a.attname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname in ('public', 'posthorn') and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped and a.attname ~ $1`,
    [SOUNDS_SECRET],
  );
  const unknown = rows.map(({ name }) => name).filter((name) => !(name in SEALED_COLUMNS) && !(name in NOT_SEALED));
  expect(unknown).toEqual([]);
  const gone = Object.keys(NOT_SEALED).filter((name) => rows.every((row) => row.name !== name));
  expect(gone).toEqual([]);
});
