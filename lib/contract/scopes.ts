/**
 * What an API key may be allowed, and the operations that each scope opens. An operation that stands in none takes `*`;
 * a test finds those that were forgotten. Scopes do not contain one another: `endpoints:write` alone reads nothing.
 */
const SCOPES = {
  "applications:read": [
    ...["listApplications", "getApplication", "getApplicationSummary", "getFleetSummary", "listApplicationActivity"],
    "listActivity",
  ],
  "applications:write": ["createApplication", "upsertApplication", "patchApplication", "deleteApplication"],
  "event-types:read": ["listEventTypes", "getEventType", "listEventTypeViolations"],
  "event-types:write": ["createEventType", "upsertEventType", "patchEventType", "deleteEventType", "importEventTypes"],
  "endpoints:read": [
    ...["listWebhooks", "getWebhook", "getWebhookStatus"],
    ...["listEndpoints", "getEndpoint", "getEndpointHeaders", "listEndpointSecrets", "listEndpointHealth"],
    ...["getEndpointHealth", "getEndpointAuthentication", "getEndpointTransformation", "listInboxes"],
    ...["getInbox", "listInboxRequests", "listDeletedEndpoints"],
  ],
  "endpoints:write": [
    ...["createWebhook", "patchWebhook", "deleteWebhook", "testWebhook"],
    ...["createEndpoint", "upsertEndpoint", "patchEndpoint", "deleteEndpoint", "restoreEndpoint", "pauseEndpoint"],
    ...["resumeEndpoint", "checkEndpointUrl", "setEndpointHeaders", "patchEndpointHeaders", "rotateEndpointSecret"],
    ...["setEndpointAuthentication", "deleteEndpointAuthentication", "previewEndpointRequest"],
    ...["expireEndpointSecrets", "sendEndpointExample", "testEndpoint", "createInbox"],
    ...["patchInbox", "deleteInbox", "extendEndpointSecrets"],
  ],
  "endpoint-secrets:read": ["getEndpointSecret", "getAlertRecipientSecret"],
  // Code sees payloads, and may send them anywhere.
  "transformations:write": ["patchEndpointTransformation", "simulateEndpointTransformation"],
  "messages:read": ["listMessages", "getMessage", "dryRunFilter"],
  "messages:write": ["createMessage", "createMessages", "precheckMessage", "triggerWebhooks"],
  "messages:expunge": [
    ...["expungeMessageContent", "expungeAttemptContent", "bulkExpungeMessageContents", "expungeAllMessageContents"],
  ],
  "deliveries:read": [
    "listWebhookDeliveries",
    ...["listMessageDestinations", "getAttempt", "listAttemptsByEndpoint", "listAttemptsByMessage", "listDeliveries"],
    ...["listAttemptedMessages", "listMessageAttempts", "listMessageEndpointAttempts", "getEndpointStats"],
    ...[
      "getDeliveryHistogram",
      "getDelivery",
      "getDeliveryAttempt",
      "streamDelivery",
      "streamDeliveries",
      "listAllDeliveries",
      "search",
    ],
    ...["getMessageVerdicts", "listMissedMessages", "countMissedMessages"],
  ],
  "deliveries:write": [
    ...["resendMessage", "replayDelivery", "cancelDelivery", "replayDeliveries", "recoverEndpoint", "replayMissing"],
    ...["previewRecoverEndpoint", "previewReplayMissing", "bulkReplayEndpoint", "previewBulkReplayEndpoint"],
    ...["bulkReplayApplication", "previewBulkReplayApplication", "cancelEndpointMessages"],
  ],
  "tasks:read": ["listBackgroundTasks", "getBackgroundTask", "getReplayWindows"],
  "tasks:write": ["patchBackgroundTask", "pauseBackgroundTask", "resumeBackgroundTask", "cancelBackgroundTask"],
  "portal:read": ["listPortalSessions"],
  "portal:write": [
    ...["appPortalAccess", "dashboardAccess", "expireAllPortalSessions", "logout", "revokePortalSession"],
  ],
  "branding:read": [
    ...["getBranding", "listBrandingRevisions", "getApplicationBranding", "listApplicationBrandingRevisions"],
    ...["getBrandColors"],
  ],
  "branding:write": [
    ...["publishBranding", "deleteBranding", "publishApplicationBranding", "deleteApplicationBranding"],
    ...["createBrandAsset"],
  ],
  "operational-webhooks:read": [
    ...["listOperationalEndpoints", "getOperationalEndpoint", "getOperationalEndpointHeaders"],
  ],
  "operational-webhooks:write": [
    ...["createOperationalEndpoint", "upsertOperationalEndpoint", "deleteOperationalEndpoint"],
    ...["setOperationalEndpointHeaders", "rotateOperationalEndpointSecret", "getOperationalEndpointSecret"],
  ],
  "sources:read": ["listSources", "getSource", "listSourceRequests", "getSourceRequest"],
  "sources:write": [
    ...["createSource", "patchSource", "deleteSource", "rotateSourceSecret", "expireSourceSecrets"],
    ...["replaySourceRequest", "replaySourceRequests", "deleteSourceRequest"],
  ],
  "alerts:read": ["getAlertSettings", "listAlertRecipients", "getAlertRecipient", "listAlerts"],
  "alerts:write": [
    ...["createAlertRecipient", "patchAlertRecipient", "deleteAlertRecipient"],
    ...["confirmAlertRecipient", "testAlertRecipient"],
  ],
  "statistics:write": ["aggregateAppStats", "aggregateEventTypes"],
  "environment:write": ["exportEnvironment", "importEnvironment"],
  "api-keys:read": ["listApiKeys"],
  "api-keys:write": ["createApiKey", "revokeApiKey"],
  "metrics:read": ["metrics"],
} as const satisfies Record<string, readonly string[]>;
export type Scope = keyof typeof SCOPES;

/** Everything, future operations included. */
export const EVERY_SCOPE = "*";
export const SCOPE_NAMES = Object.keys(SCOPES) as [Scope, ...Scope[]];

/** Every operation that stands in a scope. */
export const SCOPED_OPERATIONS: readonly string[] = Object.values(SCOPES).flat();

const scopeOf = new Map<string, Scope>(
  SCOPE_NAMES.flatMap((scope) => SCOPES[scope].map((id: string): [string, Scope] => [id, scope])),
);

/** The scope that a key needs for an operation; undefined when only `*` opens it. */
export function scopeOfOperation(id: string): Scope | undefined {
  return scopeOf.get(id);
}
