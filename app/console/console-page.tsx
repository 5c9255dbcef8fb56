import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/console/sign-out.ts";
import { CONSOLE_NAV } from "@/components/console/nav.tsx";
import { StaffProvider } from "@/components/console/staff.tsx";
import { StaffMenu } from "@/components/console/staff-menu.tsx";
import { FleetMeter } from "@/components/replays/fleet/fleet-meter.tsx";
import { SearchBox } from "@/components/search/search-box.tsx";
import type { Crumb } from "@/components/shell/breadcrumb.tsx";
import { ConsoleShell } from "@/components/shell/console-shell.tsx";
import { RAIL_COOKIE } from "@/components/shell/rail-cookie.ts";
import type { StaffPage } from "@/lib/page/staff.ts";

type ConsolePageProps = {
  staff: StaffPage;
  /** Below the console's root; the last one is the page itself. */
  crumbs?: Crumb[];
  /** The href of the current item in the rail, of none for a page that is not in it. */
  active: string;
  children: ReactNode;
};

/** The frame of every console page. It checks nothing: each page has asked for its session before. */
export async function ConsolePage({ staff, crumbs, active, children }: ConsolePageProps) {
  const { actor, email } = staff;
  const member = { name: actor.label, email, role: actor.role };
  const railFolded = (await cookies()).get(RAIL_COOKIE)?.value === "folded";
  return (
    <StaffProvider staff={member}>
      <ConsoleShell
        groups={CONSOLE_NAV}
        active={active}
        railFolded={railFolded}
        crumbs={crumbs}
        search={
          <>
            <FleetMeter />
            <SearchBox />
          </>
        }
        helpLinks={[
          { label: "Quick start", href: "/console/developers/quickstart" },
          { label: "Documentation", href: "/docs" },
          { label: "API reference", href: "/docs/api" },
        ]}
        staffMenu={<StaffMenu staff={member} signOut={signOutAction} />}
      >
        {children}
      </ConsoleShell>
    </StaffProvider>
  );
}
