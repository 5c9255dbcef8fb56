import type { Row } from "@/e2e/faults/matrix/row.ts";

export const RECEIVER: readonly Row[] = [
  { id: "R1", inject: "connection refused", expect: "connect_refused" },
  { id: "R2", inject: "SYN into a black hole", expect: "connect_timeout within 5 s" },
  { id: "R3", inject: "RST in the middle of a request", expect: "connection_reset" },
  { id: "R4", inject: "headers that never come", expect: "headers_timeout" },
  { id: "R5", inject: "headers byte by byte", expect: "total_timeout within 20 s" },
  { id: "R6", inject: "200, then a body byte by byte", expect: "success, the body cut off" },
  { id: "R7", inject: "endless 1xx", expect: "total_timeout" },
  {
    id: "R8",
    inject: "a body of 1 GB",
    expect: "the status decides; little is kept; memory stays flat",
  },
  { id: "R9", inject: "a gzip bomb", expect: "the status decides; never inflated" },
  {
    id: "R10",
    inject: "each kind of malformed response",
    expect: "protocol_error; the worker lives",
  },
  { id: "R11", inject: "HTTP/1.0, no length, 204, 205, chunked with trailers", expect: "success" },
  { id: "R12", inject: "100, 101, 103", expect: "103 success, the others protocol_error" },
  {
    id: "R13",
    inject: "3xx, in a loop and to an internal address",
    expect: "http_3xx, one request",
  },
  {
    id: "R14",
    inject: "400 401 403 404 405 409 413 415 422",
    expect: "http_4xx, tried again by the schedule",
  },
  {
    id: "R15",
    inject: "410",
    expect: "the endpoint is turned off; queued deliveries are canceled with the reason",
  },
  {
    id: "R16",
    inject: "429 and 503 with Retry-After: 30, a date, 0, -1, 1e9, junk",
    expect: "honoured within limits; junk ignored",
  },
  {
    id: "R17",
    inject: "500 502 503 504",
    expect: "tried again; 429, 502 and 504 slow the endpoint down",
  },
  {
    id: "R18",
    inject: "an endpoint that fails half of the time (an hour, compressed)",
    expect: "everything is delivered; not turned off",
  },
  {
    id: "R19",
    inject: "an endpoint dead for five days (compressed)",
    expect: "turned off once, told once; works again once it is turned on",
  },
  {
    id: "R20",
    inject: "1,000 deliveries to a slow endpoint beside healthy ones",
    expect: "the healthy ones are not delayed; the cap of the endpoint holds",
  },
  {
    id: "R21",
    inject: "an idle connection closed at the moment it is used again",
    expect: "made again on a new connection; never a failure that a customer sees",
  },
  {
    id: "R22",
    inject: "our signature and secret headers echoed; huge cookies",
    expect: "nothing secret is stored",
  },
];
