import { CodeBlock } from "@/components/ui/code.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { StaffLinkOut } from "@/lib/contract/staff.ts";

/** A link that works once, shown once. */
export function LinkShown({ link, email }: { link: StaffLinkOut; email: string }) {
  return (
    <>
      <p>
        {link.isMailed ? (
          <>It is on its way to {email}. Should the e-mail not arrive, hand the link over yourself.</>
        ) : (
          <>Hand it to {email} in a way that nobody else reads: no mail server is set up here.</>
        )}{" "}
        It works once, until <Time at={link.expiresAt} show="moment" precision="minute" plain />, and is not shown
        again.
      </p>
      <CodeBlock code={link.url} label="link" wrap className="mt-3" />
    </>
  );
}
