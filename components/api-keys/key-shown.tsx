"use client";

import { Button } from "@/components/ui/button.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import type { ApiKeyCreatedOut } from "@/lib/contract/api-key.ts";

/** The value of a new key, this once. */
export function KeyShown({ apiKey, onClose }: { apiKey: ApiKeyCreatedOut; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Key ${apiKey.name}`}
      actions={
        <Button variant="primary" onClick={onClose} data-autofocus>
          I have copied it
        </Button>
      }
    >
      <p>This is the only time that the key is shown. Keep it where your backend keeps its secrets.</p>
      <CodeBlock code={apiKey.token} label="API key" wrap className="mt-3" />
    </Dialog>
  );
}
