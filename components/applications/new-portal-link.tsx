"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { ApplicationPicker, type Picked } from "@/components/applications/application-picker.tsx";
import {
  createPortalLink,
  LINK_FIELDS,
  linkRequest,
  type Preset,
  presetsFor,
} from "@/components/applications/portal-link.ts";
import { PortalLinkFields } from "@/components/applications/portal-link-fields.tsx";
import { PortalLinkMade } from "@/components/applications/portal-link-made.tsx";
import { anySessionsKey } from "@/components/applications/queries.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { useStaff } from "@/components/console/staff.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Form } from "@/components/ui/form.tsx";
import type { AppPortalAccessIn } from "@/lib/contract/authentication.ts";

type NewPortalLinkProps = { publicUrl: string; application: Picked | null };

/** What was made stands above where the button was. */
const intoView = (made: HTMLElement | null) => made?.scrollIntoView({ block: "start" });

/** Makes a link for any customer; it is shown once, where the form was. */
export function NewPortalLink({ publicUrl, application }: NewPortalLinkProps) {
  const { role } = useStaff();
  const client = useQueryClient();
  const [picked, setPicked] = useState(application);
  const [preset, setPreset] = useState<Preset>(presetsFor(role)[0]?.value ?? "noSecrets");
  const [unpicked, setUnpicked] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: ({ applicationId, body }: { applicationId: string; body: AppPortalAccessIn }) =>
      createPortalLink(applicationId, body),
    onSuccess: () => client.invalidateQueries({ queryKey: anySessionsKey }),
  });
  const { fields, form } = formErrors(make.error, LINK_FIELDS);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setUnpicked(picked ? null : "Choose whose portal it opens.");
    if (picked) make.mutate({ applicationId: picked.id, body: linkRequest(new FormData(event.currentTarget), preset) });
  }

  if (make.data && picked) {
    return (
      <div className="grid max-w-[760px] grid-cols-1 gap-5">
        <p role="status" ref={intoView} className="scroll-mt-20 text-body">
          The link for <strong className="font-strong">{picked.name}</strong> was made.
        </p>
        <PortalLinkMade
          applicationId={picked.id}
          url={make.data.url}
          publicUrl={publicUrl}
          request={make.variables.body}
        />
        <div>
          <Button onClick={() => make.reset()}>Make another</Button>
        </div>
      </div>
    );
  }
  return (
    <Form onSubmit={onSubmit} className="grid max-w-[560px] grid-cols-1 gap-5">
      {form ? <ErrorPanel title="The link was not made.">{form}</ErrorPanel> : null}
      <ApplicationPicker picked={picked} onPick={setPicked} error={unpicked} />
      <PortalLinkFields preset={preset} onPreset={setPreset} mistakes={fields} />
      <div>
        <Button type="submit" variant="primary" pending={make.isPending}>
          Create link
        </Button>
      </div>
    </Form>
  );
}
