import type * as svix from "svix";
import { expect, test } from "vitest";
import type * as application from "@/lib/contract/application.ts";
import type * as attempt from "@/lib/contract/attempt.ts";
import type * as authentication from "@/lib/contract/authentication.ts";
import type * as backgroundTask from "@/lib/contract/background-task.ts";
import type { Page } from "@/lib/contract/common.ts";
import type * as endpoint from "@/lib/contract/endpoint.ts";
import type * as endpointHeaders from "@/lib/contract/endpoint-headers.ts";
import type * as endpointSecret from "@/lib/contract/endpoint-secret.ts";
import type * as endpointTest from "@/lib/contract/endpoint-test.ts";
import type * as environment from "@/lib/contract/environment.ts";
import type * as eventType from "@/lib/contract/event-type.ts";
import type * as eventTypeImport from "@/lib/contract/event-type-import.ts";
import type * as expunge from "@/lib/contract/expunge.ts";
import type * as message from "@/lib/contract/message.ts";
import type * as operationalWebhook from "@/lib/contract/operational-webhook.ts";
import type * as replay from "@/lib/contract/replay.ts";
import type * as statistics from "@/lib/contract/statistics.ts";
import type * as transformation from "@/lib/contract/transformation.ts";

/** A type of the SDK as its JSON is: moments are text, enums are their values, what may be absent may be null. */
type Wire<T> = T extends Date
  ? string
  : T extends number
    ? number
    : T extends string
      ? `${T}`
      : T extends (infer Item)[]
        ? Wire<Item>[]
        : T extends object
          ? { [K in keyof T]: undefined extends T[K] ? Wire<Exclude<T[K], undefined>> | null : Wire<T[K]> }
          : T;

/** Of the SDK's fields the required ones must be ours too, and what it calls optional must be of its type. */
type Fits<Ours, Theirs> = Ours extends Wire<Theirs> ? true : false;

// A missing or mistyped field fails `tsc` at its line.
const fits = {
  ApplicationOut: true satisfies Fits<application.ApplicationOut, svix.ApplicationOut>,
  EventTypeOut: true satisfies Fits<eventType.EventTypeOut, svix.EventTypeOut>,
  EndpointOut: true satisfies Fits<endpoint.EndpointOut, svix.EndpointOut>,
  EndpointHeadersOut: true satisfies Fits<endpointHeaders.EndpointHeadersOut, svix.EndpointHeadersOut>,
  EndpointSecretOut: true satisfies Fits<endpointSecret.EndpointSecretOut, svix.EndpointSecretOut>,
  EndpointTransformationOut: true satisfies Fits<
    transformation.EndpointTransformationOut,
    svix.EndpointTransformationOut
  >,
  EventTypeImportOpenApiOut: true satisfies Fits<
    eventTypeImport.EventTypeImportOpenApiOut,
    svix.EventTypeImportOpenApiOut
  >,
  EndpointStats: true satisfies Fits<endpoint.EndpointStats, svix.EndpointStats>,
  MessageOut: true satisfies Fits<message.MessageOut, svix.MessageOut>,
  MessagePrecheckOut: true satisfies Fits<message.MessagePrecheckOut, svix.MessagePrecheckOut>,
  MessageAttemptOut: true satisfies Fits<attempt.MessageAttemptOut, svix.MessageAttemptOut>,
  EndpointMessageOut: true satisfies Fits<attempt.EndpointMessageOut, svix.EndpointMessageOut>,
  MessageEndpointOut: true satisfies Fits<attempt.MessageEndpointOut, svix.MessageEndpointOut>,
  AppPortalAccessOut: true satisfies Fits<authentication.AppPortalAccessOut, svix.AppPortalAccessOut>,
  OperationalWebhookEndpointOut: true satisfies Fits<
    operationalWebhook.OperationalWebhookEndpointOut,
    svix.OperationalWebhookEndpointOut
  >,
  BackgroundTaskOut: true satisfies Fits<backgroundTask.BackgroundTaskOut, svix.BackgroundTaskOut>,
  RecoverOut: true satisfies Fits<backgroundTask.BackgroundTaskOut, svix.RecoverOut>,
  ReplayOut: true satisfies Fits<backgroundTask.BackgroundTaskOut, svix.ReplayOut>,
  ExpungeAllContentsOut: true satisfies Fits<backgroundTask.BackgroundTaskOut, svix.ExpungeAllContentsOut>,
  AggregateEventTypesOut: true satisfies Fits<backgroundTask.BackgroundTaskOut, svix.AggregateEventTypesOut>,
  AppUsageStatsOut: true satisfies Fits<statistics.AppUsageStatsOut, svix.AppUsageStatsOut>,
  BulkExpungeContentsOut: true satisfies Fits<expunge.BulkExpungeOut, svix.BulkExpungeContentsOut>,
  ListResponseApplicationOut: true satisfies Fits<Page<application.ApplicationOut>, svix.ListResponseApplicationOut>,
  ListResponseEndpointOut: true satisfies Fits<Page<endpoint.EndpointOut>, svix.ListResponseEndpointOut>,
  ListResponseMessageOut: true satisfies Fits<Page<message.MessageOut>, svix.ListResponseMessageOut>,
};

/** What the SDK can send and we would refuse as unknown. */
type Unknown<Theirs, Ours> = Exclude<keyof Theirs, keyof Ours>;
type Never<T> = [T] extends [never] ? true : false;

const accepts = {
  ApplicationIn: true satisfies Never<Unknown<svix.ApplicationIn, application.ApplicationIn>>,
  ApplicationPatch: true satisfies Never<Unknown<svix.ApplicationPatch, application.ApplicationPatch>>,
  EventTypeIn: true satisfies Never<Unknown<svix.EventTypeIn, eventType.EventTypeIn>>,
  EventTypePatch: true satisfies Never<Unknown<svix.EventTypePatch, eventType.EventTypePatch>>,
  EndpointIn: true satisfies Never<Unknown<svix.EndpointIn, endpoint.EndpointIn>>,
  EndpointUpsertIn: true satisfies Never<Unknown<svix.EndpointUpsertIn, endpoint.EndpointUpsertIn>>,
  EndpointPatch: true satisfies Never<Unknown<svix.EndpointPatch, endpoint.EndpointPatch>>,
  EndpointHeadersIn: true satisfies Never<Unknown<svix.EndpointHeadersIn, endpointHeaders.EndpointHeadersIn>>,
  EndpointHeadersPatchIn: true satisfies Never<
    Unknown<svix.EndpointHeadersPatchIn, endpointHeaders.EndpointHeadersPatchIn>
  >,
  EndpointSecretRotateIn: true satisfies Never<
    Unknown<svix.EndpointSecretRotateIn, endpointSecret.EndpointSecretRotateIn>
  >,
  EndpointTransformationPatch: true satisfies Never<
    Unknown<svix.EndpointTransformationPatch, transformation.EndpointTransformationPatch>
  >,
  EventTypeImportOpenApiIn: true satisfies Never<
    Unknown<svix.EventTypeImportOpenApiIn, eventTypeImport.EventTypeImportOpenApiIn>
  >,
  ApplicationTokenExpireIn: true satisfies Never<Unknown<svix.ApplicationTokenExpireIn, authentication.ExpireAllIn>>,
  OperationalWebhookEndpointIn: true satisfies Never<
    Unknown<svix.OperationalWebhookEndpointIn, operationalWebhook.OperationalWebhookEndpointIn>
  >,
  OperationalWebhookEndpointUpsertIn: true satisfies Never<
    Unknown<svix.OperationalWebhookEndpointUpsertIn, operationalWebhook.OperationalWebhookEndpointUpsertIn>
  >,
  EventTypeUpsertIn: true satisfies Never<Unknown<svix.EventTypeUpsertIn, eventType.EventTypeUpsertIn>>,
  EventExampleIn: true satisfies Never<Unknown<svix.EventExampleIn, endpointTest.SendExampleIn>>,
  MessageIn: true satisfies Never<Unknown<svix.MessageIn, message.MessageIn>>,
  MessagePrecheckIn: true satisfies Never<Unknown<svix.MessagePrecheckIn, message.MessagePrecheckIn>>,
  RecoverIn: true satisfies Never<Unknown<svix.RecoverIn, replay.RecoverIn>>,
  ReplayIn: true satisfies Never<Unknown<svix.ReplayIn, replay.ReplayIn>>,
  BulkReplayIn: true satisfies Never<Unknown<svix.BulkReplayIn, replay.BulkReplayIn>>,
  BulkExpungeContentsIn: true satisfies Never<Unknown<svix.BulkExpungeContentsIn, expunge.BulkExpungeIn>>,
  AppUsageStatsIn: true satisfies Never<Unknown<svix.AppUsageStatsIn, statistics.AppUsageStatsIn>>,
  EnvironmentIn: true satisfies Never<Unknown<svix.EnvironmentIn, environment.EnvironmentIn>>,
  AppPortalAccessIn: true satisfies Never<Unknown<svix.AppPortalAccessIn, authentication.AppPortalAccessIn>>,
};

/** That these types can tell at all: one that lacks a required field, and one of another type, do not fit. */
const differs = {
  missing: false satisfies Fits<Omit<attempt.MessageAttemptOut, "statusText">, svix.MessageAttemptOut>,
  mistyped: false satisfies Fits<Omit<message.MessageOut, "id"> & { id: number }, svix.MessageOut>,
};

test("answers have every field that the official SDK asks for, and requests take every field that it sends", () => {
  // The compiler has checked it.
  expect(Object.values({ ...fits, ...accepts })).not.toContain(false);
  expect(Object.values(differs)).not.toContain(true);
});
