"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useId, useState } from "react";
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
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import type { AppPortalAccessIn } from "@/lib/contract/authentication.ts";

type PortalLinkDialogProps = {
  application: { id: string; name: string };
  publicUrl: string;
  onClose: () => void;
};

/** Makes a portal link; its address is shown once, beside the request that makes another one. */
export function PortalLinkDialog({ application, publicUrl, onClose }: PortalLinkDialogProps) {
  const formId = useId();
  const { role } = useStaff();
  const [preset, setPreset] = useState<Preset>(presetsFor(role)[0]?.value ?? "noSecrets");
  const make = useMutation({ mutationFn: (body: AppPortalAccessIn) => createPortalLink(application.id, body) });
  const { fields, form } = formErrors(make.error, LINK_FIELDS);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    make.mutate(linkRequest(new FormData(event.currentTarget), preset));
  }

  return (
    <Dialog
      open
      size={make.data ? "wide" : "medium"}
      onClose={onClose}
      title={`Portal link for ${application.name}`}
      actions={
        make.data ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={formId} variant="primary" pending={make.isPending}>
              Create link
            </Button>
          </>
        )
      }
    >
      {make.data ? (
        <PortalLinkMade
          applicationId={application.id}
          url={make.data.url}
          publicUrl={publicUrl}
          request={make.variables}
        />
      ) : (
        <form id={formId} noValidate onSubmit={onSubmit} className="grid gap-4 text-ink">
          {form ? <ErrorPanel title="The link was not made.">{form}</ErrorPanel> : null}
          <PortalLinkFields preset={preset} onPreset={setPreset} mistakes={fields} />
        </form>
      )}
    </Dialog>
  );
}
