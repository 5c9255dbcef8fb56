import { PUBLIC, type Rows } from "./access-row.ts";

/** What applications have and do. Part of the one table in access.ts. */
// biome-ignore format: a table
export const TO_WEBHOOKS = {
  // Application
  listApplications:                 ["viewer",   "applications:read",          null],
  createApplication:                ["engineer", "applications:write",         null],
  getApplication:                   ["viewer",   "applications:read",          "any"],
  upsertApplication:                ["engineer", "applications:write",         null],
  patchApplication:                 ["engineer", "applications:write",         null],
  suspendApplication:               ["engineer", "applications:write",         null],
  resumeApplication:                ["engineer", "applications:write",         null],
  deleteApplication:                ["admin",    "applications:write",         null],
  getQuota:                         ["viewer",   "applications:read",          null],
  patchQuota:                       ["engineer", "applications:write",         null],
  getFleetSummary:                  ["viewer",   "applications:read",          null],
  listLargestChanges:               ["viewer",   "applications:read",          null],
  listApplicationActivity:          ["viewer",   "applications:read",          null],
  getApplicationSummary:            ["viewer",   "applications:read",          "ViewBase"],

  // Event type
  listEventTypes:                   ["viewer",   "event-types:read",           "any"],
  createEventType:                  ["engineer", "event-types:write",          null],
  getEventType:                     ["viewer",   "event-types:read",           "any"],
  upsertEventType:                  ["engineer", "event-types:write",          null],
  patchEventType:                   ["engineer", "event-types:write",          null],
  deleteEventType:                  ["engineer", "event-types:write",          null],
  listEventTypeViolations:          ["engineer", "event-types:read",           null],
  listEventTypeUsage:               ["viewer",   "event-types:read",           null],
  getEventTypeUsage:                ["viewer",   "event-types:read",           null],
  getEventTypeDrift:                ["engineer", "event-types:read",           null],
  checkEventTypeSchema:             ["engineer", "event-types:write",          null],
  previewEventTypeImport:           ["engineer", "event-types:write",          null],
  importEventTypes:                 ["engineer", "event-types:write",          null],

  // Endpoint
  listEndpoints:                    ["viewer",   "endpoints:read",             "ViewBase"],
  createEndpoint:                   ["support",  "endpoints:write",            "ManageEndpoint"],
  getEndpoint:                      ["viewer",   "endpoints:read",             "ViewBase"],
  upsertEndpoint:                   ["support",  "endpoints:write",            "ManageEndpoint"],
  patchEndpoint:                    ["support",  "endpoints:write",            "ManageEndpoint"],
  deleteEndpoint:                   ["support",  "endpoints:write",            "ManageEndpoint"],
  listDeletedEndpoints:             ["viewer",   "endpoints:read",             "ManageEndpoint"],
  restoreEndpoint:                  ["support",  "endpoints:write",            "ManageEndpoint"],
  pauseEndpoint:                    ["support",  "endpoints:write",            "ManageEndpoint"],
  resumeEndpoint:                   ["support",  "endpoints:write",            "ManageEndpoint"],
  cancelEndpointMessages:           ["support",  "deliveries:write",           "CreateAttempts"],
  checkEndpointUrl:                 ["support",  "endpoints:write",            "ManageEndpoint"],
  dryRunFilter:                     ["support",  "messages:read",              "ViewBase"],
  getEndpointHeaders:               ["viewer",   "endpoints:read",             "ViewBase"],
  setEndpointHeaders:               ["support",  "endpoints:write",            "ManageEndpoint"],
  patchEndpointHeaders:             ["support",  "endpoints:write",            "ManageEndpoint"],
  getEndpointAuthentication:        ["viewer",   "endpoints:read",             "ViewBase"],
  setEndpointAuthentication:        ["support",  "endpoints:write",            "ManageEndpoint"],
  deleteEndpointAuthentication:     ["support",  "endpoints:write",            "ManageEndpoint"],
  getEndpointSecret:                ["engineer", "endpoint-secrets:read",      "ViewEndpointSecret"],
  rotateEndpointSecret:             ["engineer", "endpoints:write",            "ManageEndpointSecret"],
  listEndpointSecrets:              ["viewer",   "endpoints:read",             "ViewBase"],
  expireEndpointSecrets:            ["engineer", "endpoints:write",            "ManageEndpointSecret"],
  extendEndpointSecrets:            ["engineer", "endpoints:write",            "ManageEndpointSecret"],
  getEndpointStats:                 ["viewer",   "deliveries:read",            "ViewBase"],
  listPublicKeys:                   PUBLIC,
  sendEndpointExample:              ["support",  "endpoints:write",            "CreateAttempts"],
  testEndpoint:                     ["support",  "endpoints:write",            "CreateAttempts"],
  previewEndpointRequest:           ["support",  "endpoints:write",            "ManageEndpoint"],
  getEndpointTransformation:        ["viewer",   "endpoints:read",             "ViewBase"],
  patchEndpointTransformation:      ["engineer", "transformations:write",      "ManageTransformations"],
  simulateEndpointTransformation:   ["engineer", "transformations:write",      "ManageTransformations"],
  listEndpointHealth:               ["viewer",   "endpoints:read",             "ViewBase"],
  getEndpointHealth:                ["viewer",   "endpoints:read",             "ViewBase"],
  getEndpointInternals:             ["support",  "endpoints:read",             null],

  // Message
  listMessages:                     ["viewer",   "messages:read",              "ViewBase"],
  createMessage:                    [null,       "messages:write",             null],
  createMessages:                   [null,       "messages:write",             null],
  getMessage:                       ["viewer",   "messages:read",              "ViewBase"],
  getMessageVerdicts:               ["viewer",   "deliveries:read",            "ViewBase"],

  // Endpoint
  listMissedMessages:               ["viewer",   "deliveries:read",            "ViewBase"],
  countMissedMessages:              ["viewer",   "deliveries:read",            "ViewBase"],

  // Message
  precheckMessage:                  ["support",  "messages:write",             null],

  // Attempt
  listAttemptedMessages:            ["viewer",   "deliveries:read",            "ViewBase"],
  listMessageDestinations:          ["viewer",   "deliveries:read",            "ViewBase"],
  getAttempt:                       ["viewer",   "deliveries:read",            "ViewBase"],
  resendMessage:                    ["support",  "deliveries:write",           "CreateAttempts"],
  listAttemptsByEndpoint:           ["viewer",   "deliveries:read",            "ViewBase"],
  listAttemptsByMessage:            ["viewer",   "deliveries:read",            "ViewBase"],
  listMessageAttempts:              ["viewer",   "deliveries:read",            "ViewBase"],
  listMessageEndpointAttempts:      ["viewer",   "deliveries:read",            "ViewBase"],

  // Delivery
  listDeliveries:                   ["viewer",   "deliveries:read",            "ViewBase"],
  getDeliveryHistogram:             ["viewer",   "deliveries:read",            "ViewBase"],
  getDelivery:                      ["viewer",   "deliveries:read",            "ViewBase"],
  getDeliveryAttempt:               ["viewer",   "deliveries:read",            "ViewBase"],
  replayDelivery:                   ["support",  "deliveries:write",           "CreateAttempts"],
  cancelDelivery:                   ["support",  "deliveries:write",           "CreateAttempts"],
  streamDelivery:                   ["viewer",   "deliveries:read",            "ViewBase"],
  streamDeliveries:                 ["viewer",   "deliveries:read",            "ViewBase"],
  streamAllDeliveries:              ["viewer",   "deliveries:read",            null],
  listAllDeliveries:                ["viewer",   "deliveries:read",            null],
  replayDeliveries:                 ["support",  "deliveries:write",           null],
  listDeliveryGroups:               ["support",  "deliveries:read",            null],
  listDeliveryViews:                ["support",  null,                         null],
  saveDeliveryView:                 ["support",  null,                         null],
  deleteDeliveryView:               ["support",  null,                         null],
  startDeliveryExport:              ["viewer",   null,                         null],
  listDeliveryExports:              ["viewer",   null,                         null],
  cancelDeliveryExport:             ["viewer",   null,                         null],
  getDeliveryExportFile:            ["viewer",   null,                         null],

  // Replay
  recoverEndpoint:                  ["support",  "deliveries:write",           "CreateAttempts"],
  previewRecoverEndpoint:           ["support",  "deliveries:write",           "CreateAttempts"],
  replayMissing:                    ["support",  "deliveries:write",           "CreateAttempts"],
  previewReplayMissing:             ["support",  "deliveries:write",           "CreateAttempts"],
  bulkReplayEndpoint:               ["support",  "deliveries:write",           "CreateAttempts"],
  previewBulkReplayEndpoint:        ["support",  "deliveries:write",           "CreateAttempts"],
  bulkReplayApplication:            ["support",  "deliveries:write",           "CreateAttempts"],
  previewBulkReplayApplication:     ["support",  "deliveries:write",           "CreateAttempts"],
  getReplayWindows:                 ["viewer",   "tasks:read",                 "ViewBase"],
  previewFleetReplay:              ["support",  "replays:write",             null],
  startFleetReplay:                ["support",  "replays:write",             null],
  listFleetReplays:                ["viewer",   "replays:read",              null],
  getFleetReplay:                  ["viewer",   "replays:read",              null],
  patchFleetReplay:                ["support",  "replays:write",             null],
  confirmFleetReplay:              ["support",  "replays:write",             null],
  approveFleetReplay:              ["engineer", null,                        null],
  refuseFleetReplay:               ["engineer", null,                        null],
  pauseFleetReplay:                ["support",  "replays:write",             null],
  resumeFleetReplay:               ["support",  "replays:write",             null],
  cancelFleetReplay:               ["support",  "replays:write",             null],

  // Background task
  listBackgroundTasks:              ["viewer",   "tasks:read",                 "ViewBase"],
  getBackgroundTask:                ["viewer",   "tasks:read",                 "ViewBase"],
  patchBackgroundTask:              ["support",  "tasks:write",                "CreateAttempts"],
  pauseBackgroundTask:              ["support",  "tasks:write",                "CreateAttempts"],
  resumeBackgroundTask:             ["support",  "tasks:write",                "CreateAttempts"],
  cancelBackgroundTask:             ["support",  "tasks:write",                "CreateAttempts"],

  // Message
  expungeMessageContent:            ["engineer", "messages:expunge",           null],

  // Attempt
  expungeAttemptContent:            ["engineer", "messages:expunge",           null],

  // Message
  bulkExpungeMessageContents:       ["engineer", "messages:expunge",           null],
  expungeAllMessageContents:        ["engineer", "messages:expunge",           null],

  // Statistics
  aggregateAppStats:                ["support",  "statistics:write",           null],
  aggregateEventTypes:              ["support",  "statistics:write",           null],

  // Environment
  exportEnvironment:                ["engineer", "environment:write",          null],
  importEnvironment:                ["engineer", "environment:write",          null],

  // Activity
  listActivity:                     ["viewer",   "applications:read",          "ViewBase"],

  // Audit log
  listAuditLog:                     ["engineer", "audit:read",                 null],
  exportAuditLog:                   ["engineer", "audit:read",                 null],

  // Debug inbox
  createInbox:                      ["support",  "endpoints:write",            "ManageEndpoint"],
  listInboxes:                      ["support",  "endpoints:read",             "ViewBase"],
  getInbox:                         ["support",  "endpoints:read",             "ViewBase"],
  patchInbox:                       ["support",  "endpoints:write",            "ManageEndpoint"],
  deleteInbox:                      ["support",  "endpoints:write",            "ManageEndpoint"],
  listInboxRequests:                ["support",  "endpoints:read",             "ViewBase"],

  // Source
  listSources:                      ["support",  "sources:read",               null],
  createSource:                     ["engineer", "sources:write",              null],
  getSource:                        ["support",  "sources:read",               null],
  patchSource:                      ["engineer", "sources:write",              null],
  deleteSource:                     ["engineer", "sources:write",              null],
  rotateSourceSecret:               ["engineer", "sources:write",              null],
  expireSourceSecrets:              ["engineer", "sources:write",              null],
  listSourceRequests:               ["support",  "sources:read",               null],
  getSourceRequest:                 ["support",  "sources:read",               null],
  replaySourceRequest:              ["support",  "sources:write",              null],
  replaySourceRequests:             ["support",  "sources:write",              null],
  deleteSourceRequest:              ["engineer", "sources:write",              null],

  // Alert
  getAlertSettings:                 ["support",  "alerts:read",                "ManageEndpoint"],
  listAlertRecipients:              ["support",  "alerts:read",                "ManageEndpoint"],
  createAlertRecipient:             ["support",  "alerts:write",               "ManageEndpoint"],
  getAlertRecipient:                ["support",  "alerts:read",                "ManageEndpoint"],
  patchAlertRecipient:              ["support",  "alerts:write",               "ManageEndpoint"],
  deleteAlertRecipient:             ["support",  "alerts:write",               "ManageEndpoint"],
  confirmAlertRecipient:            ["support",  "alerts:write",               "ManageEndpoint"],
  testAlertRecipient:               ["support",  "alerts:write",               "ManageEndpoint"],
  getAlertRecipientSecret:          ["engineer", "endpoint-secrets:read",      "ViewEndpointSecret"],
  listAlerts:                       ["support",  "alerts:read",                "ManageEndpoint"],

  // Staff alert
  getStaffAlerts:                  ["viewer",   null,                         null],
  patchStaffRule:                  ["engineer", null,                         null],
  muteStaffRule:                   ["support",  null,                         null],
  unmuteStaffRule:                 ["support",  null,                         null],
  listStaffAlerts:                 ["viewer",   null,                         null],
  listStaffChannels:               ["support",  null,                         null],
  createStaffChannel:              ["engineer", null,                         null],
  patchStaffChannel:               ["engineer", null,                         null],
  deleteStaffChannel:              ["engineer", null,                         null],
  testStaffChannel:                ["support",  null,                         null],
  getStaffChannelSecret:           ["engineer", null,                         null],
  listStaffAlertsSent:             ["support",  null,                         null],

  // Failure group
  listFailureGroups:                ["viewer",   "failure-groups:read",        null],
  listFailureCauses:                ["viewer",   "failure-groups:read",        null],
  getFailureGroup:                  ["viewer",   "failure-groups:read",        null],
  listFailureExamples:              ["support",  "failure-groups:read",        null],
  listFailureFacts:                 ["viewer",   "failure-groups:read",        null],
  acknowledgeFailureGroup:          ["support",  "failure-groups:write",       null],
  reopenFailureGroup:               ["support",  "failure-groups:write",       null],
  muteFailureGroup:                 ["support",  "failure-groups:write",       null],
  noteFailureGroup:                 ["support",  "failure-groups:write",       null],

  // Search
  search:                           ["viewer",   "deliveries:read",            null],
} as const satisfies Rows;
