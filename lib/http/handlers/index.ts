import type { Handlers } from "@/lib/http/handler.ts";
import { activityHandlers } from "@/lib/http/handlers/activity.ts";
import { alertHandlers } from "@/lib/http/handlers/alert.ts";
import { apiKeyHandlers } from "@/lib/http/handlers/api-key.ts";
import { applicationHandlers } from "@/lib/http/handlers/application.ts";
import { applicationExportHandlers } from "@/lib/http/handlers/application-export.ts";
import { attemptHandlers } from "@/lib/http/handlers/attempt.ts";
import { auditHandlers } from "@/lib/http/handlers/audit.ts";
import { authenticationHandlers } from "@/lib/http/handlers/authentication.ts";
import { backgroundTaskHandlers } from "@/lib/http/handlers/background-task.ts";
import { brandingHandlers } from "@/lib/http/handlers/branding.ts";
import { deliveryHandlers } from "@/lib/http/handlers/delivery.ts";
import { deliveryExportHandlers } from "@/lib/http/handlers/delivery-export.ts";
import { deliveryStreamHandlers } from "@/lib/http/handlers/delivery-stream.ts";
import { deliveryViewHandlers } from "@/lib/http/handlers/delivery-view.ts";
import { endpointHandlers } from "@/lib/http/handlers/endpoint.ts";
import { endpointAuthenticationHandlers } from "@/lib/http/handlers/endpoint-authentication.ts";
import { endpointHealthHandlers } from "@/lib/http/handlers/endpoint-health.ts";
import { environmentHandlers } from "@/lib/http/handlers/environment.ts";
import { eventTypeHandlers } from "@/lib/http/handlers/event-type.ts";
import { expungeHandlers } from "@/lib/http/handlers/expunge.ts";
import { failureGroupHandlers } from "@/lib/http/handlers/failure-group.ts";
import { fleetHandlers } from "@/lib/http/handlers/fleet.ts";
import { fleetReplayHandlers } from "@/lib/http/handlers/fleet-replay.ts";
import { healthHandlers } from "@/lib/http/handlers/health.ts";
import { inboxHandlers } from "@/lib/http/handlers/inbox.ts";
import { installationSettingsHandlers } from "@/lib/http/handlers/installation-settings.ts";
import { messageHandlers } from "@/lib/http/handlers/message.ts";
import { messageReadHandlers } from "@/lib/http/handlers/message-read.ts";
import { newDeliveriesHandlers } from "@/lib/http/handlers/new-deliveries.ts";
import { operationalWebhookHandlers } from "@/lib/http/handlers/operational-webhook.ts";
import { privacyHandlers } from "@/lib/http/handlers/privacy.ts";
import { publicKeyHandlers } from "@/lib/http/handlers/public-key.ts";
import { quotaHandlers } from "@/lib/http/handlers/quota.ts";
import { replayHandlers } from "@/lib/http/handlers/replay.ts";
import { requestLogHandlers } from "@/lib/http/handlers/request-log.ts";
import { searchHandlers } from "@/lib/http/handlers/search.ts";
import { shortApiHandlers } from "@/lib/http/handlers/short-api.ts";
import { sourceHandlers } from "@/lib/http/handlers/source.ts";
import { staffHandlers } from "@/lib/http/handlers/staff.ts";
import { staffAlertHandlers } from "@/lib/http/handlers/staff-alert.ts";
import { statisticsHandlers } from "@/lib/http/handlers/statistics.ts";
import { systemHandlers } from "@/lib/http/handlers/system.ts";
import { transformationHandlers } from "@/lib/http/handlers/transformation.ts";

export const handlers: Handlers = {
  ...alertHandlers,
  ...staffAlertHandlers,
  ...apiKeyHandlers,
  ...applicationHandlers,
  ...attemptHandlers,
  ...authenticationHandlers,
  ...backgroundTaskHandlers,
  ...brandingHandlers,
  ...deliveryHandlers,
  ...deliveryStreamHandlers,
  ...endpointHandlers,
  ...endpointAuthenticationHandlers,
  ...endpointHealthHandlers,
  ...eventTypeHandlers,
  ...environmentHandlers,
  ...expungeHandlers,
  ...failureGroupHandlers,
  ...fleetHandlers,
  ...healthHandlers,
  ...activityHandlers,
  ...auditHandlers,
  ...inboxHandlers,
  ...installationSettingsHandlers,
  ...messageHandlers,
  ...messageReadHandlers,
  ...newDeliveriesHandlers,
  ...operationalWebhookHandlers,
  ...privacyHandlers,
  ...publicKeyHandlers,
  ...quotaHandlers,
  ...requestLogHandlers,
  ...searchHandlers,
  ...sourceHandlers,
  ...replayHandlers,
  ...fleetReplayHandlers,
  ...staffHandlers,
  ...applicationExportHandlers,
  ...deliveryExportHandlers,
  ...deliveryViewHandlers,
  ...statisticsHandlers,
  ...shortApiHandlers,
  ...systemHandlers,
  ...transformationHandlers,
};
