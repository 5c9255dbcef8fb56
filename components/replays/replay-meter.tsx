"use client";

import dynamic from "next/dynamic";

/** Fetched after the page: most visits have no replay under way. */
export const ReplayMeter = dynamic(() => import("@/components/replays/running-meter.tsx"), { ssr: false });
