const LOCAL = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Tests create and drop databases.
 * @throws Error when the URL names a server that is not on this machine.
 */
export function requireLocal(databaseUrl: string): URL {
  const url = new URL(databaseUrl);
  // `?host=` wins over the authority in PostgreSQL's URLs.
  const hosts = [url.hostname, ...url.searchParams.getAll("host"), ...url.searchParams.getAll("hostaddr")];
  if (hosts.every((host) => LOCAL.test(host))) return url;
  throw new Error(`Tests create and drop databases, and DATABASE_URL names another machine: ${hosts.join(", ")}`);
}
