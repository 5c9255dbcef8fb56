import {
  Activity,
  AppWindow,
  ArrowLeftRight,
  Bell,
  Building2,
  CircleAlert,
  Gauge,
  KeyRound,
  Link2,
  List,
  Palette,
  RotateCcw,
  ScrollText,
  Settings,
  Shapes,
  Terminal,
  Users,
} from "lucide-react";
import type { NavGroup } from "@/components/shell/nav-links.tsx";

export const CONSOLE_NAV: NavGroup[] = [
  {
    items: [
      { href: "/console", label: "Overview", icon: <Activity aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/failures", label: "Failures", icon: <CircleAlert aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/deliveries", label: "Deliveries", icon: <List aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/replays", label: "Replays", icon: <RotateCcw aria-hidden="true" strokeWidth={1.5} /> },
      {
        href: "/console/applications",
        label: "Applications",
        icon: <Building2 aria-hidden="true" strokeWidth={1.5} />,
      },
    ],
  },
  {
    label: "Portal",
    items: [
      { href: "/console/portal/links", label: "Links", icon: <Link2 aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/portal/branding", label: "Branding", icon: <Palette aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/portal/embed", label: "Embed", icon: <AppWindow aria-hidden="true" strokeWidth={1.5} /> },
    ],
  },
  {
    label: "Developers",
    items: [
      { href: "/console/event-types", label: "Event types", icon: <Shapes aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/developers/keys", label: "API keys", icon: <KeyRound aria-hidden="true" strokeWidth={1.5} /> },
      {
        href: "/console/developers/quickstart",
        label: "Quick start",
        icon: <Terminal aria-hidden="true" strokeWidth={1.5} />,
      },
      {
        href: "/console/developers/logs",
        label: "Request log",
        icon: <ArrowLeftRight aria-hidden="true" strokeWidth={1.5} />,
      },
    ],
  },
  {
    label: "Installation",
    items: [
      { href: "/console/system", label: "System", icon: <Gauge aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/settings/alerts", label: "Alerts", icon: <Bell aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/settings/staff", label: "Staff", icon: <Users aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/audit", label: "Audit log", icon: <ScrollText aria-hidden="true" strokeWidth={1.5} /> },
      { href: "/console/settings", label: "Settings", icon: <Settings aria-hidden="true" strokeWidth={1.5} /> },
    ],
  },
];
