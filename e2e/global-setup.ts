import { BASE_URL, BOOTSTRAP_API_KEY } from "@/e2e/environment.ts";

/** One clear sentence instead of a hundred failing tests, when it is not our server that answers. */
export default async function checkServer(): Promise<void> {
  const { hostname } = new URL(BASE_URL);
  if (!/^127\./.test(hostname)) throw new Error(`The end-to-end tests run against this machine only, not ${hostname}.`);
  const response = await fetch(`${BASE_URL}/api/v1/app?limit=1`, {
    headers: { authorization: `Bearer ${BOOTSTRAP_API_KEY}` },
  });
  if (response.ok) return;
  throw new Error(`${BASE_URL} does not accept the tests' API key: ${response.status} ${await response.text()}`);
}
