"use client";

import dynamic from "next/dynamic";

/** Fetched after the page: most visits have no replay under way. */
export const FleetMeter = dynamic(() => import("@/components/replays/fleet/running-fleet-meter.tsx"), { ssr: false });
