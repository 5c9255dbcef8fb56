import type activity from "./en/activity.json";
import type alerts from "./en/alerts.json";
import type attempts from "./en/attempts.json";
import type authentication from "./en/authentication.json";
import type branding from "./en/branding.json";
import type deliveries from "./en/deliveries.json";
import type deliveryOptions from "./en/delivery-options.json";
import type diagnosis from "./en/diagnosis.json";
import type emails from "./en/emails.json";
import type endpoints from "./en/endpoints.json";
import type eventTypes from "./en/event-types.json";
import type filters from "./en/filters.json";
import type inboxes from "./en/inboxes.json";
import type kept from "./en/kept.json";
import type messages from "./en/messages.json";
import type palette from "./en/palette.json";
import type payloadFilter from "./en/payload-filter.json";
import type portal from "./en/portal.json";
import type replays from "./en/replays.json";
import type requestFormat from "./en/request-format.json";
import type sampleMessage from "./en/sample-message.json";
import type secrets from "./en/secrets.json";
import type settings from "./en/settings.json";
import type shell from "./en/shell.json";
import type testSend from "./en/test-send.json";
import type transformation from "./en/transformation.json";
import type ui from "./en/ui.json";
import type verify from "./en/verify.json";

declare module "use-intl" {
  interface AppConfig {
    /** A line for each file of messages/en. */
    Messages: {
      activity: typeof activity;
      alerts: typeof alerts;
      attempts: typeof attempts;
      authentication: typeof authentication;
      branding: typeof branding;
      deliveries: typeof deliveries;
      "delivery-options": typeof deliveryOptions;
      diagnosis: typeof diagnosis;
      emails: typeof emails;
      endpoints: typeof endpoints;
      "event-types": typeof eventTypes;
      filters: typeof filters;
      inboxes: typeof inboxes;
      kept: typeof kept;
      messages: typeof messages;
      palette: typeof palette;
      "payload-filter": typeof payloadFilter;
      portal: typeof portal;
      replays: typeof replays;
      "request-format": typeof requestFormat;
      "sample-message": typeof sampleMessage;
      secrets: typeof secrets;
      settings: typeof settings;
      shell: typeof shell;
      "test-send": typeof testSend;
      transformation: typeof transformation;
      ui: typeof ui;
      verify: typeof verify;
    };
  }
}
