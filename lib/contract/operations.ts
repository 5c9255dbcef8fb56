import * as activity from "./activity.ts";
import * as alert from "./alert.ts";
import * as apiKey from "./api-key.ts";
import * as application from "./application.ts";
import * as applicationExport from "./application-export.ts";
import * as attempt from "./attempt.ts";
import * as audit from "./audit.ts";
import * as authentication from "./authentication.ts";
import * as backgroundTask from "./background-task.ts";
import * as brandColors from "./brand-colors.ts";
import * as branding from "./branding.ts";
import * as delivery from "./delivery.ts";
import * as deliveryExport from "./delivery-export.ts";
import * as deliveryGroup from "./delivery-group.ts";
import * as deliveryHistogram from "./delivery-histogram.ts";
import * as deliveryStream from "./delivery-stream.ts";
import * as deliveryView from "./delivery-view.ts";
import * as endpoint from "./endpoint.ts";
import * as endpointAuthentication from "./endpoint-authentication.ts";
import * as endpointCheck from "./endpoint-check.ts";
import * as endpointHeaders from "./endpoint-headers.ts";
import * as endpointHealth from "./endpoint-health.ts";
import * as endpointInternals from "./endpoint-internals.ts";
import * as endpointSecret from "./endpoint-secret.ts";
import * as endpointTest from "./endpoint-test.ts";
import * as environment from "./environment.ts";
import * as eventType from "./event-type.ts";
import * as eventTypeImport from "./event-type-import.ts";
import * as eventTypeUsage from "./event-type-usage.ts";
import * as expunge from "./expunge.ts";
import * as failureGroup from "./failure-group.ts";
import * as filterDryRun from "./filter-dry-run.ts";
import * as fleet from "./fleet.ts";
import * as fleetReplay from "./fleet-replay.ts";
import * as health from "./health.ts";
import * as inbox from "./inbox.ts";
import * as installationSettings from "./installation-settings.ts";
import * as message from "./message.ts";
import * as messageVerdicts from "./message-verdicts.ts";
import type { Operation } from "./operation.ts";
import * as operationalWebhook from "./operational-webhook.ts";
import * as portalLinks from "./portal-links.ts";
import * as portalVisit from "./portal-visit.ts";
import * as privacy from "./privacy.ts";
import * as publicKey from "./public-key.ts";
import * as quota from "./quota.ts";
import * as replay from "./replay.ts";
import * as requestLog from "./request-log.ts";
import * as requestPreview from "./request-preview.ts";
import * as search from "./search.ts";
import * as source from "./source.ts";
import * as sourceRequest from "./source-request.ts";
import * as staff from "./staff.ts";
import * as staffAlert from "./staff-alert.ts";
import * as statistics from "./statistics.ts";
import * as system from "./system.ts";
import * as transformation from "./transformation.ts";
import * as webhook from "./webhook.ts";

/** Every operation of the API: the routing table, the typed client and the OpenAPI document all come from here. */
export const operations = [
  application.listApplications,
  application.createApplication,
  application.getApplication,
  application.upsertApplication,
  application.patchApplication,
  application.suspendApplication,
  application.resumeApplication,
  application.deleteApplication,
  quota.getQuota,
  quota.patchQuota,
  fleet.getFleetSummary,
  fleet.listLargestChanges,
  fleet.listApplicationActivity,
  endpointHealth.getApplicationSummary,
  eventType.listEventTypes,
  eventType.createEventType,
  eventType.getEventType,
  eventType.upsertEventType,
  eventType.patchEventType,
  eventType.deleteEventType,
  eventType.listEventTypeViolations,
  eventTypeUsage.listEventTypeUsage,
  eventTypeUsage.getEventTypeUsage,
  eventTypeUsage.getEventTypeDrift,
  eventTypeUsage.checkEventTypeSchema,
  eventTypeImport.previewEventTypeImport,
  eventTypeImport.importEventTypes,
  endpoint.listEndpoints,
  endpoint.createEndpoint,
  endpoint.getEndpoint,
  endpoint.upsertEndpoint,
  endpoint.patchEndpoint,
  endpoint.deleteEndpoint,
  endpoint.listDeletedEndpoints,
  endpoint.restoreEndpoint,
  endpoint.pauseEndpoint,
  endpoint.resumeEndpoint,
  endpoint.cancelEndpointMessages,
  endpointCheck.checkEndpointUrl,
  filterDryRun.dryRunFilter,
  endpointHeaders.getEndpointHeaders,
  endpointHeaders.setEndpointHeaders,
  endpointHeaders.patchEndpointHeaders,
  endpointAuthentication.getEndpointAuthentication,
  endpointAuthentication.setEndpointAuthentication,
  endpointAuthentication.deleteEndpointAuthentication,
  endpointSecret.getEndpointSecret,
  endpointSecret.rotateEndpointSecret,
  endpointSecret.listEndpointSecrets,
  endpointSecret.expireEndpointSecrets,
  endpointSecret.extendEndpointSecrets,
  endpoint.getEndpointStats,
  publicKey.listPublicKeys,
  endpointTest.sendEndpointExample,
  endpointTest.testEndpoint,
  requestPreview.previewEndpointRequest,
  transformation.getEndpointTransformation,
  transformation.patchEndpointTransformation,
  transformation.simulateEndpointTransformation,
  endpointHealth.listEndpointHealth,
  endpointHealth.getEndpointHealth,
  endpointInternals.getEndpointInternals,
  message.listMessages,
  message.createMessage,
  message.createMessages,
  message.getMessage,
  messageVerdicts.getMessageVerdicts,
  messageVerdicts.listMissedMessages,
  messageVerdicts.countMissedMessages,
  message.precheckMessage,
  attempt.listAttemptedMessages,
  attempt.listMessageDestinations,
  attempt.getAttempt,
  attempt.resendMessage,
  attempt.listAttemptsByEndpoint,
  attempt.listAttemptsByMessage,
  attempt.listMessageAttempts,
  attempt.listMessageEndpointAttempts,
  delivery.listDeliveries,
  deliveryHistogram.getDeliveryHistogram,
  delivery.getDelivery,
  delivery.getDeliveryAttempt,
  delivery.replayDelivery,
  delivery.cancelDelivery,
  deliveryStream.streamDelivery,
  deliveryStream.streamDeliveries,
  deliveryStream.streamAllDeliveries,
  delivery.listAllDeliveries,
  delivery.replayDeliveries,
  deliveryGroup.listDeliveryGroups,
  deliveryView.listDeliveryViews,
  deliveryView.saveDeliveryView,
  deliveryView.deleteDeliveryView,
  applicationExport.startApplicationExport,
  applicationExport.listApplicationExports,
  applicationExport.cancelApplicationExport,
  applicationExport.getApplicationExportFile,
  deliveryExport.startDeliveryExport,
  deliveryExport.listDeliveryExports,
  deliveryExport.cancelDeliveryExport,
  deliveryExport.getDeliveryExportFile,
  replay.recoverEndpoint,
  replay.previewRecoverEndpoint,
  replay.replayMissing,
  replay.previewReplayMissing,
  replay.bulkReplayEndpoint,
  replay.previewBulkReplayEndpoint,
  replay.bulkReplayApplication,
  replay.previewBulkReplayApplication,
  replay.getReplayWindows,
  fleetReplay.previewFleetReplay,
  fleetReplay.startFleetReplay,
  fleetReplay.listFleetReplays,
  fleetReplay.getFleetReplay,
  fleetReplay.patchFleetReplay,
  fleetReplay.confirmFleetReplay,
  fleetReplay.approveFleetReplay,
  fleetReplay.refuseFleetReplay,
  fleetReplay.pauseFleetReplay,
  fleetReplay.resumeFleetReplay,
  fleetReplay.cancelFleetReplay,
  backgroundTask.listBackgroundTasks,
  backgroundTask.getBackgroundTask,
  backgroundTask.patchBackgroundTask,
  backgroundTask.pauseBackgroundTask,
  backgroundTask.resumeBackgroundTask,
  backgroundTask.cancelBackgroundTask,
  expunge.expungeMessageContent,
  expunge.expungeAttemptContent,
  expunge.bulkExpungeMessageContents,
  expunge.expungeAllMessageContents,
  statistics.aggregateAppStats,
  statistics.aggregateEventTypes,
  environment.exportEnvironment,
  environment.importEnvironment,
  activity.listActivity,
  audit.listAuditLog,
  audit.exportAuditLog,
  inbox.createInbox,
  inbox.listInboxes,
  inbox.getInbox,
  inbox.patchInbox,
  inbox.deleteInbox,
  inbox.listInboxRequests,
  source.listSources,
  source.createSource,
  source.getSource,
  source.patchSource,
  source.deleteSource,
  source.rotateSourceSecret,
  source.expireSourceSecrets,
  sourceRequest.listSourceRequests,
  sourceRequest.getSourceRequest,
  sourceRequest.replaySourceRequest,
  sourceRequest.replaySourceRequests,
  sourceRequest.deleteSourceRequest,
  alert.getAlertSettings,
  alert.listAlertRecipients,
  alert.createAlertRecipient,
  alert.getAlertRecipient,
  alert.patchAlertRecipient,
  alert.deleteAlertRecipient,
  alert.confirmAlertRecipient,
  alert.testAlertRecipient,
  alert.getAlertRecipientSecret,
  alert.listAlerts,
  staffAlert.getStaffAlerts,
  staffAlert.patchStaffRule,
  staffAlert.muteStaffRule,
  staffAlert.unmuteStaffRule,
  staffAlert.listStaffAlerts,
  staffAlert.listStaffChannels,
  staffAlert.createStaffChannel,
  staffAlert.patchStaffChannel,
  staffAlert.deleteStaffChannel,
  staffAlert.testStaffChannel,
  staffAlert.getStaffChannelSecret,
  staffAlert.listStaffAlertsSent,
  failureGroup.listFailureGroups,
  failureGroup.listFailureCauses,
  failureGroup.getFailureGroup,
  failureGroup.listFailureExamples,
  failureGroup.listFailureFacts,
  failureGroup.acknowledgeFailureGroup,
  failureGroup.reopenFailureGroup,
  failureGroup.muteFailureGroup,
  failureGroup.noteFailureGroup,
  search.search,
  authentication.appPortalAccess,
  authentication.dashboardAccess,
  authentication.expireAllPortalSessions,
  authentication.logout,
  authentication.exchangePortalLink,
  authentication.getPortalSession,
  portalVisit.startPortalVisit,
  portalLinks.listAllPortalSessions,
  portalLinks.expireLabelledPortalSessions,
  authentication.listPortalSessions,
  authentication.revokePortalSession,
  apiKey.listApiKeys,
  apiKey.createApiKey,
  apiKey.rollApiKey,
  apiKey.revokeApiKey,
  requestLog.listApiRequests,
  requestLog.getApiRequest,
  staff.listStaff,
  staff.inviteStaff,
  staff.getStaff,
  staff.patchStaff,
  staff.withdrawInvitation,
  staff.issueStaffLink,
  staff.removeStaffSecondFactor,
  staff.listStaffSessions,
  staff.endStaffSessions,
  staff.endStaffSession,
  staff.getAccount,
  staff.patchAccount,
  staff.changeOwnPassword,
  staff.beginSecondFactor,
  staff.confirmSecondFactor,
  staff.removeOwnSecondFactor,
  staff.renewRecoveryCodes,
  staff.listOwnSessions,
  staff.endOtherSessions,
  staff.endOwnSession,
  branding.getBranding,
  branding.publishBranding,
  branding.deleteBranding,
  branding.listBrandingRevisions,
  branding.getApplicationBranding,
  branding.publishApplicationBranding,
  branding.deleteApplicationBranding,
  branding.listApplicationBrandingRevisions,
  branding.createBrandAsset,
  brandColors.getBrandColors,
  operationalWebhook.listOperationalEndpoints,
  operationalWebhook.createOperationalEndpoint,
  operationalWebhook.getOperationalEndpoint,
  operationalWebhook.upsertOperationalEndpoint,
  operationalWebhook.deleteOperationalEndpoint,
  operationalWebhook.getOperationalEndpointHeaders,
  operationalWebhook.setOperationalEndpointHeaders,
  operationalWebhook.getOperationalEndpointSecret,
  operationalWebhook.rotateOperationalEndpointSecret,
  webhook.listWebhooks,
  webhook.createWebhook,
  webhook.getWebhook,
  webhook.patchWebhook,
  webhook.deleteWebhook,
  webhook.testWebhook,
  webhook.triggerWebhooks,
  webhook.getWebhookStatus,
  webhook.listWebhookDeliveries,
  privacy.getPrivacy,
  privacy.patchPrivacy,
  privacy.purgeApplication,
  installationSettings.getSettings,
  installationSettings.patchSettings,
  system.getSystem,
  system.getSystemHistory,
  system.getSystemStorage,
  system.drainWorker,
  system.resumeWorker,
  health.getHealth,
  health.ping,
] as const satisfies readonly Operation[];

export type AnyOperation = (typeof operations)[number];
export type OperationId = AnyOperation["id"];
export type OperationOf<Id extends OperationId> = Extract<AnyOperation, { id: Id }>;
