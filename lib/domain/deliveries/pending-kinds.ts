// Conditions on a row `d` of delivery_pending, word for word those of the partial indexes: the planner knows them by that.

/** The usual kind. */
export const IS_DUE_KIND = "d.trigger = 0 and d.sequence is null and d.batch_id is null";
/** Asked for by a person: a replay or a test. */
export const IS_ASKED = "d.trigger <> 0";
/** In the line of an endpoint that wants strict order. */
export const IS_IN_LINE = "d.trigger = 0 and d.sequence is not null and d.batch_id is null";
/** Part of a batch that was tried. */
export const IS_BATCHED = "d.trigger = 0 and d.batch_id is not null";

/** Nobody holds it, or who held it died or hung for longer than a lease. */
export const IS_FREE = "(d.lease_until is null or d.lease_until <= now())";
