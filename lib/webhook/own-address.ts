/**
 * Whether a URL leads to the installation itself, as its public address says: http and https of one host are the same
 * service, and so is the name with a dot at its end. What leads there under another name is found out by whom it arrives at.
 * @param ours `PUBLIC_URL`, and `PORTAL_URL`
 */
export function isOwnAddress(url: URL, ours: string | readonly string[]): boolean {
  return [ours].flat().some((one) => leadsTo(url, one));
}

function leadsTo(url: URL, ours: string): boolean {
  const own = new URL(ours);
  if (nameOf(url) !== nameOf(own)) return false;
  // Without a port: the usual ones, whichever of the two. Others on the same machine may be other services.
  return url.port === own.port;
}

const nameOf = ({ hostname }: URL) => hostname.replace(/\.$/, "");
