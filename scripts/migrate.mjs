// `npm run migrate`: brings the database of DATABASE_URL up to date, as every start does by itself.
import { migrate } from "./lib/migrate.mjs";

const url = process.env.DATABASE_URL;
if (!url) {
  console.error("Set DATABASE_URL. The embedded database is migrated at every start; it needs no command.");
  process.exit(1);
}
try {
  await migrate(url, { log: console.log });
  console.log("The database is up to date.");
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
