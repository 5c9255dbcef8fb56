"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { deliveriesPath, endpointPath } from "@/components/deliveries/paths.ts";
import type { HealthRow } from "@/components/endpoints/endpoint-rows.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { newReplayPath } from "@/components/replays/paths.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { ButtonLink } from "@/components/ui/button.tsx";
import { copyText } from "@/components/ui/copy.ts";
import type { MenuItem } from "@/components/ui/menu.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const TestSheet = dynamic(async () => (await import("@/components/test-send/test-sheet.tsx")).TestSheet);
const TurnOnDialog = dynamic(async () => (await import("@/components/endpoints/turn-on-dialog.tsx")).TurnOnDialog);
const PauseDialog = dynamic(async () => (await import("@/components/endpoints/pause-dialog.tsx")).PauseDialog);
const ResumeDialog = dynamic(async () => (await import("@/components/endpoints/resume-dialog.tsx")).ResumeDialog);
const TurnOffDialog = dynamic(async () => (await import("@/components/endpoints/turn-off-dialog.tsx")).TurnOffDialog);
const DeleteDialog = dynamic(async () => (await import("@/components/endpoints/delete-dialog.tsx")).DeleteDialog);

export type EndpointAction = "test" | "pause" | "resume" | "turn_on" | "turn_off" | "delete";

type Subject = { endpoint: EndpointOut; name: string; health: Pick<HealthRow, "retrying" | "missedCount"> | undefined };

type EndpointActions = {
  /** What this session may do with an endpoint, for its menu. */
  itemsOf: (subject: Subject, withTest: boolean) => MenuItem[];
  act: (action: EndpointAction, subject: Subject) => void;
  /** Dialogs and the sheet: rendered once, beside the list. */
  dialogs: ReactNode;
};

export function useEndpointActions({ onDeleted }: { onDeleted?: () => void } = {}): EndpointActions {
  const t = useTranslations("endpoints.action");
  const replays = useTranslations("replays");
  const access = useAccess();
  const [open, setOpen] = useState<{ action: EndpointAction; subject: Subject } | null>(null);
  const act = (action: EndpointAction, subject: Subject) => setOpen({ action, subject });

  async function copyUrl(url: string) {
    if (await copyText(url)) announce(t("urlCopied"));
    else showToast({ text: t("noCopying"), detail: url });
  }

  function itemsOf(subject: Subject, withTest: boolean): MenuItem[] {
    const { endpoint } = subject;
    const mayManage = access.can("ManageEndpoint");
    const mayDelete = mayManage && endpoint.managedBy === null;
    const items: (MenuItem | false)[] = [
      withTest && access.can("CreateAttempts") && { label: t("test"), onSelect: () => act("test", subject) },
      withTest &&
        access.can("CreateAttempts") && {
          label: replays("entry.replay"),
          href: newReplayPath(access, { endpoint: endpoint.id }),
        },
      mayManage &&
        !endpoint.disabled &&
        (endpoint.pausedAt
          ? { label: t("resume"), onSelect: () => act("resume", subject) }
          : { label: t("pause"), onSelect: () => act("pause", subject) }),
      mayManage &&
        (endpoint.disabled
          ? { label: t("turnOn"), onSelect: () => act("turn_on", subject) }
          : { label: t("turnOff"), onSelect: () => act("turn_off", subject) }),
      {
        label: t("deliveries"),
        href: deliveriesPath(access, access.applicationId, { endpoint: endpoint.id }),
      },
      { label: t("copyUrl"), onSelect: () => void copyUrl(endpoint.url) },
      mayDelete && "separator",
      mayDelete && { label: t("delete"), danger: true, onSelect: () => act("delete", subject) },
    ];
    return items.filter((item) => item !== false);
  }

  return {
    itemsOf,
    act,
    dialogs: open ? <Dialogs {...open} onClose={() => setOpen(null)} onDeleted={onDeleted} /> : null,
  };
}

type DialogsProps = {
  action: EndpointAction;
  subject: Subject;
  onClose: () => void;
  onDeleted: (() => void) | undefined;
};

function Dialogs({ action, subject, onClose, onDeleted }: DialogsProps) {
  const t = useTranslations("endpoints.add");
  const access = useAccess();
  const { endpoint, name, health } = subject;
  const shared = { endpointId: endpoint.id, name, pending: health?.retrying ?? 0, onClose };
  if (action === "test") {
    const settings = `${endpointPath(access, access.applicationId, endpoint.id)}/settings`;
    return (
      <TestSheet
        key={endpoint.id}
        endpoint={endpoint}
        name={name}
        onClose={onClose}
        editUrl={
          access.can("ManageEndpoint") ? (
            <ButtonLink size="small" href={settings}>
              {t("editUrl")}
            </ButtonLink>
          ) : null
        }
      />
    );
  }
  if (action === "pause") return <PauseDialog endpointId={endpoint.id} name={name} onClose={onClose} />;
  if (action === "resume") return <ResumeDialog endpointId={endpoint.id} name={name} onClose={onClose} />;
  if (action === "turn_on") {
    return <TurnOnDialog endpoint={endpoint} name={name} onClose={onClose} />;
  }
  if (action === "turn_off") return <TurnOffDialog {...shared} />;
  return <DeleteDialog {...shared} {...(onDeleted ? { onDeleted } : {})} />;
}
