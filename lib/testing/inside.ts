/** What only somebody who reads the sources or the server should see. */
export const INSIDE =
  /select |insert into|update "|relation|syntax|column|constraint|prisma|postgres|econn|node_modules|\.(ts|js):|\bat \w+ \(|\/(app|lib|home|tmp|srv)\/|127\.0\.0\.1:\d/i;
