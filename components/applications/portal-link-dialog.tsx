"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import {
  createPortalLink,
  LINK_FIELDS,
  linkRequest,
  type Preset,
  presetsFor,
} from "@/components/applications/portal-link.ts";
import { PortalLinkFields } from "@/components/applications/portal-link-fields.tsx";
import { PortalLinkMade } from "@/components/applications/portal-link-made.tsx";
import { formErrors } from "@/components/console/form-errors.ts";
import { useStaff } from "@/components/console/staff.tsx";
import { FormDialog } from "@/components/portal/form-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import type { AppPortalAccessIn } from "@/lib/contract/authentication.ts";

type PortalLinkDialogProps = {
  application: { id: string; name: string };
  publicUrl: string;
  onClose: () => void;
};

/** Makes a portal link; its address is shown once, beside the request that makes another one. */
export function PortalLinkDialog({ application, publicUrl, onClose }: PortalLinkDialogProps) {
  const { role } = useStaff();
  const [preset, setPreset] = useState<Preset>(presetsFor(role)[0]?.value ?? "noSecrets");
  const make = useMutation({ mutationFn: (body: AppPortalAccessIn) => createPortalLink(application.id, body) });
  const title = `Portal link for ${application.name}`;
  const { fields, form } = formErrors(make.error, LINK_FIELDS);

  if (make.data) {
    return (
      <Dialog
        open
        size="wide"
        onClose={onClose}
        title={title}
        actions={
          <Button variant="primary" onClick={onClose} data-autofocus>
            Done
          </Button>
        }
      >
        <PortalLinkMade
          applicationId={application.id}
          url={make.data.url}
          publicUrl={publicUrl}
          request={make.variables}
        />
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={title}
      submit="Create link"
      pending={make.isPending}
      failed="The link was not made."
      refused={form}
      onSubmit={({ given }) => make.mutate(linkRequest(given, preset))}
      onClose={onClose}
    >
      <PortalLinkFields preset={preset} onPreset={setPreset} mistakes={fields} />
    </FormDialog>
  );
}
