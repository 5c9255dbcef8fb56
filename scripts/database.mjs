// `npm run database`: the embedded database alone, without web and worker, until Ctrl-C. For psql, pg_dump and pg_restore.
import { startEmbeddedPostgres } from "./lib/embedded-postgres.mjs";

if (process.env.DATABASE_URL) {
  console.error("DATABASE_URL is set: that PostgreSQL runs by itself.");
  process.exit(1);
}
const server = await startEmbeddedPostgres({ instance: process.env.POSTHORN_INSTANCE || "postgres", log: console.log });
console.log(server.url);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void server.stop());
await server.done;
