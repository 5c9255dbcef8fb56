"use client";

import { useMutation } from "@tanstack/react-query";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";

type RevealSecretProps = {
  read: () => Promise<{ key: string }>;
  words: { show: string; copy: string; failed: string };
};

/** What something is signed with, once somebody asks; that is recorded. */
export function RevealSecret({ read, words }: RevealSecretProps) {
  // It must not stay in a cache after the page is gone.
  const reveal = useMutation({ mutationFn: read, gcTime: 0 });
  if (reveal.data) return <CopyText value={reveal.data.key} label={words.copy} />;
  return (
    <div>
      <Button
        size="small"
        variant="quiet"
        className="-ms-2.5"
        pending={reveal.isPending}
        onClick={() => reveal.mutate()}
      >
        {words.show}
      </Button>
      <MutationError error={reveal.error} title={words.failed} />
    </div>
  );
}
