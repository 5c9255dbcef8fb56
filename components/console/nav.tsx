import { Activity, Building2, KeyRound, List, Terminal } from "lucide-react";
import type { NavGroup } from "@/components/shell/nav-links.tsx";

export const CONSOLE_NAV: NavGroup[] = [
  {
    items: [
      { href: "/console", label: "Overview", icon: <Activity aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/deliveries", label: "Deliveries", icon: <List aria-hidden="true" strokeWidth={1.5} /> },
      {
        href: "/console/applications",
        label: "Applications",
        icon: <Building2 aria-hidden="true" strokeWidth={1.5} />,
      },
    ],
  },
  {
    label: "Developers",
    items: [
      { href: "/console/developers/keys", label: "API keys", icon: <KeyRound aria-hidden="true" strokeWidth={1.5} /> },
      {
        href: "/console/developers/quickstart",
        label: "Quick start",
        icon: <Terminal aria-hidden="true" strokeWidth={1.5} />,
      },
    ],
  },
];
