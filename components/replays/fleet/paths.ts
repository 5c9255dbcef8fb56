/** Replays across customers; those of one application are among its own pages. */
export const FLEET_REPLAYS = "/console/replays";
export const fleetReplayPath = (taskId: string) => `${FLEET_REPLAYS}/${taskId}`;

/** The page that starts one. The keys of the query are those of the explorer, and `what`, `rate`, `name`, `again`. */
export const newFleetReplayPath = (query = "") => `${FLEET_REPLAYS}/new${query}`;
