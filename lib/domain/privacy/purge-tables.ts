const ENDPOINTS = "(select id from endpoint where application_id = $1)";
const SOURCES = "(select id from source where application_id = $1)";

/** Rows by their key, a part at a time. `$1` is the application, `$2` how many at most. */
function rows(table: string, key: string, condition: string): string {
  return `delete from ${table} where (${key}) in (select ${key} from ${table} where ${condition} limit $2)`;
}
const own = (table: string, key = "id") => rows(table, key, "application_id = $1");
const ofEndpoints = (table: string, key = "endpoint_id") => rows(table, key, `endpoint_id in ${ENDPOINTS}`);

/**
 * Everything that an application has, in an order that references allow: what hangs on a row goes before it. Each statement
 * is run until it finds nothing. A table that is missing here is found by the test of the purge, which looks at the catalogue.
 */
export const PURGE_STATEMENTS: readonly string[] = [
  // Files of staff may hold deliveries of anybody, and are compressed: all of them go, and can be made again.
  rows("delivery_export_part", "export_id, number", "$1 is not null"),
  rows("delivery_export", "id", "$1 is not null"),
  own("posthorn.outbox", "position"),
  own("delivery"),
  `with gone as (
     delete from attempt where id in (select id from attempt where endpoint_id in ${ENDPOINTS} limit $2) returning id
   ), requests as (
     delete from attempt_request q using gone where q.id = gone.id
   ) select from gone`,
  own("message_option", "message_id"),
  own("event_type_violation", "message_id"),
  own("message_event_id", "event_id, application_id"),
  own("message"),
  own("message_rollup", "application_id, bucket"),
  rows("source_request", "id", `source_id in ${SOURCES}`),
  rows("source_event_id", "source_id, event_id", `source_id in ${SOURCES}`),
  rows("inbox_request", "id", "inbox_id in (select id from inbox where application_id = $1)"),
  own("endpoint_rollup", "endpoint_id, bucket"),
  ofEndpoints("delivery_batch", "id"),
  ofEndpoints("background_task_item", "task_id, delivery_id"),
  own("fleet_replay_share", "task_id, endpoint_id"),
  rows("background_task", "id", `application_id = $1 or endpoint_id in ${ENDPOINTS}`),
  rows("failure_group_event", "id", "group_id in (select id from failure_group where application_id = $1)"),
  own("failure_group"),
  ofEndpoints("failure_cursor"),
  rows(
    "alert",
    "id",
    "application_id = $1 or recipient_id in (select id from alert_recipient where application_id = $1)",
  ),
  rows(
    "alert_dispatch",
    "id",
    "application_id = $1 or recipient_id in (select id from alert_recipient where application_id = $1)",
  ),
  own("alert_recipient"),
  rows("rate_budget", "scope_id", `scope_id = $1 or scope_id in ${ENDPOINTS}`),
  rows("delivery_count", "application, event_type, status", "application = $1::text"),
  own("application_sequence", "application_id"),
  own("inbox"),
  own("source"),
  own("branding"),
  own("portal_session"),
  own("portal_link"),
  rows("api_request", "id", "api_key_id in (select id from api_key where application_id = $1)"),
  own("api_key"),
  ofEndpoints("endpoint_transformation", "endpoint_id, version"),
  ofEndpoints("endpoint_filter", "endpoint_id, stamp"),
  ofEndpoints("endpoint_secret", "id"),
  ofEndpoints("endpoint_version", "endpoint_id, version"),
  ofEndpoints("endpoint_health"),
  own("endpoint"),
];
