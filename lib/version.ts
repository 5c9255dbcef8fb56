/** Of this release; part of the user agent of every delivery. */
export const VERSION = "0.1.0";
export const USER_AGENT = `Posthorn/${VERSION} (webhooks)`;
