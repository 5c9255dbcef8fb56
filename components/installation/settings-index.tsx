import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";

/** Pages of settings, in the order in which they are asked for. */
const PAGES = [
  {
    href: "/console/settings/retries",
    title: "Retries",
    about: "When a delivery is tried again, and when we give up.",
  },
  {
    href: "/console/settings/retention",
    title: "Retention",
    about: "How long what is kept, where deliveries come from and may go.",
  },
  {
    href: "/console/settings/privacy",
    title: "Privacy",
    about: "Which values of payloads are shown to nobody.",
  },
  { href: "/console/settings/alerts", title: "Alerts", about: "What your team is told about, and by which way." },
  { href: "/console/settings/staff", title: "Staff", about: "Who may sign in, and what they may do." },
  { href: "/console/audit", title: "Audit log", about: "Who changed what, kept against change." },
];
const COLUMNS = [
  { id: "title", label: "Settings", width: "32%" },
  { id: "about", label: "What they decide" },
];

export function SettingsIndex() {
  return (
    <LedgerTable caption="Settings of the installation" columns={COLUMNS} headHidden>
      <LedgerBody>
        {PAGES.map(({ href, title, about }) => (
          <LedgerRow key={href}>
            <LedgerCell head className="py-2 align-top">
              <RowLink href={href}>{title}</RowLink>
            </LedgerCell>
            <LedgerCell faint wraps className="py-2">
              {about}
            </LedgerCell>
          </LedgerRow>
        ))}
      </LedgerBody>
    </LedgerTable>
  );
}
