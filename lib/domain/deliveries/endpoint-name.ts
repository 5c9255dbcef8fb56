/** What an endpoint is called on screen: its name, or the host of its URL. */
export function endpointName(endpoint: { name: string | null; url: string }): string {
  if (endpoint.name) return endpoint.name;
  return URL.canParse(endpoint.url) ? new URL(endpoint.url).host : endpoint.url;
}
