/** `folded` or `open`; read by the console's layout for the first paint. */
export const RAIL_COOKIE = "ph_rail";
