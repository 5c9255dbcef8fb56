import { z } from "zod";
import { ListQuery, listOf, OrderQuery } from "./common.ts";
import { EndpointIn, EndpointOut, EndpointUpsertIn } from "./endpoint.ts";
import { EndpointHeadersIn, EndpointHeadersOut } from "./endpoint-headers.ts";
import { EndpointSecretOut, EndpointSecretRotateIn } from "./endpoint-secret.ts";
import { defineOperation } from "./operation.ts";

const fields = {
  url: true,
  description: true,
  uid: true,
  disabled: true,
  eventTypes: true,
  throttleRate: true,
  metadata: true,
  version: true,
} as const;

/** Like an endpoint of a customer, without channels. */
export const OperationalWebhookEndpointIn = EndpointIn.pick({ ...fields, secret: true, headers: true });
export type OperationalWebhookEndpointIn = z.infer<typeof OperationalWebhookEndpointIn>;
export const OperationalWebhookEndpointUpsertIn = EndpointUpsertIn.pick(fields);
export type OperationalWebhookEndpointUpsertIn = z.infer<typeof OperationalWebhookEndpointUpsertIn>;

export const OperationalWebhookEndpointOut = z.object({
  id: EndpointOut.shape.id,
  uid: EndpointOut.shape.uid,
  url: EndpointOut.shape.url,
  description: EndpointOut.shape.description,
  disabled: EndpointOut.shape.disabled,
  disabledReason: EndpointOut.shape.disabledReason,
  disabledAt: EndpointOut.shape.disabledAt,
  eventTypes: EndpointOut.shape.eventTypes,
  filterTypes: EndpointOut.shape.filterTypes,
  throttleRate: EndpointOut.shape.throttleRate,
  rateLimit: EndpointOut.shape.rateLimit,
  metadata: EndpointOut.shape.metadata,
  createdAt: EndpointOut.shape.createdAt,
  updatedAt: EndpointOut.shape.updatedAt,
});
export type OperationalWebhookEndpointOut = z.infer<typeof OperationalWebhookEndpointOut>;

const shared = { tag: "Operational webhook" } as const;
const aliases = { filterTypes: "eventTypes", rateLimit: "throttleRate" };
const list = "/operational-webhook/endpoint";
const one = `${list}/{endpoint_id}` as const;

export const listOperationalEndpoints = defineOperation({
  ...shared,
  id: "listOperationalEndpoints",
  summary: "List the endpoints that tell the operator what happens, newest first",
  method: "GET",
  path: list,
  query: ListQuery.extend({ order: OrderQuery.default("descending") }),
  responses: { 200: listOf(OperationalWebhookEndpointOut) },
});
export const createOperationalEndpoint = defineOperation({
  ...shared,
  id: "createOperationalEndpoint",
  summary: "Create an endpoint that tells the operator what happens",
  method: "POST",
  path: list,
  body: OperationalWebhookEndpointIn,
  aliases,
  responses: { 201: OperationalWebhookEndpointOut },
});
export const getOperationalEndpoint = defineOperation({
  ...shared,
  id: "getOperationalEndpoint",
  summary: "Get an operational endpoint",
  method: "GET",
  path: one,
  responses: { 200: OperationalWebhookEndpointOut },
});
export const upsertOperationalEndpoint = defineOperation({
  ...shared,
  id: "upsertOperationalEndpoint",
  summary: "Replace an operational endpoint, or create it under the uid of the path",
  method: "PUT",
  path: one,
  body: OperationalWebhookEndpointUpsertIn,
  aliases,
  responses: { 200: OperationalWebhookEndpointOut, 201: OperationalWebhookEndpointOut },
});
export const deleteOperationalEndpoint = defineOperation({
  ...shared,
  id: "deleteOperationalEndpoint",
  summary: "Delete an operational endpoint: what waits for it ends as canceled",
  method: "DELETE",
  path: one,
  responses: { 204: null },
});
export const getOperationalEndpointHeaders = defineOperation({
  ...shared,
  id: "getOperationalEndpointHeaders",
  summary: "Get the custom headers of an operational endpoint: sensitive ones by name only",
  method: "GET",
  path: `${one}/headers`,
  responses: { 200: EndpointHeadersOut },
});
export const setOperationalEndpointHeaders = defineOperation({
  ...shared,
  id: "setOperationalEndpointHeaders",
  summary: "Replace the custom headers of an operational endpoint",
  method: "PUT",
  path: `${one}/headers`,
  body: EndpointHeadersIn,
  responses: { 204: null },
});
export const getOperationalEndpointSecret = defineOperation({
  ...shared,
  id: "getOperationalEndpointSecret",
  summary: "Get the current signing secret of an operational endpoint; the reveal is recorded",
  method: "GET",
  path: `${one}/secret`,
  responses: { 200: EndpointSecretOut },
});
export const rotateOperationalEndpointSecret = defineOperation({
  ...shared,
  id: "rotateOperationalEndpointSecret",
  summary: "Rotate the signing secret of an operational endpoint; old and new both sign during the overlap",
  method: "POST",
  path: `${one}/secret/rotate`,
  body: EndpointSecretRotateIn,
  responses: { 204: null },
});
