import { z } from "zod";
import { Headers } from "./endpoint-fields.ts";
import { defineOperation } from "./operation.ts";

const tag = "Endpoint";
const one = "/app/{app_id}/endpoint/{endpoint_id}";

export const EndpointHeadersIn = z.strictObject({ headers: Headers });
export type EndpointHeadersIn = z.infer<typeof EndpointHeadersIn>;
export const EndpointHeadersPatchIn = z.strictObject({
  headers: z.record(z.string().min(1).max(256), z.string().max(4096).nullable()).describe("null deletes a header."),
  deleteHeaders: z.array(z.string()).max(20).optional(),
});
export type EndpointHeadersPatchIn = z.infer<typeof EndpointHeadersPatchIn>;
export const EndpointHeadersOut = z.object({
  headers: z.record(z.string(), z.string()).describe("Headers whose values may be shown."),
  sensitive: z.array(z.string()).describe("Names of headers whose values are hidden."),
});
export type EndpointHeadersOut = z.infer<typeof EndpointHeadersOut>;
export const getEndpointHeaders = defineOperation({
  tag,
  id: "getEndpointHeaders",
  summary: "Get the custom headers: sensitive ones, and in portal and console all, by name only",
  method: "GET",
  path: `${one}/headers`,
  responses: { 200: EndpointHeadersOut },
});
export const setEndpointHeaders = defineOperation({
  tag,
  id: "setEndpointHeaders",
  summary: "Replace the custom headers",
  method: "PUT",
  path: `${one}/headers`,
  body: EndpointHeadersIn,
  responses: { 204: null },
});
export const patchEndpointHeaders = defineOperation({
  tag,
  id: "patchEndpointHeaders",
  summary: "Change some custom headers",
  method: "PATCH",
  path: `${one}/headers`,
  body: EndpointHeadersPatchIn,
  responses: { 204: null },
});
