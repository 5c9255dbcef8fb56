// What the matrices of e2e/api leave out. access.spec.ts asks every operation by every role, scope and capability and by nobody;
// tenancy.spec.ts with every name of another customer in path, query, cursor and body.
import { ALL, everythingOf, namesIn, opened, pathOf, rowOf } from "@/e2e/api/requests.ts";
import { aTenant, type Names, neverNames } from "@/e2e/api/tenant.ts";
import { type Api, expect, test } from "@/e2e/fixtures.ts";
import { endedCredentials, type Headers, newKey } from "@/e2e/security/callers.ts";
import { accessOf } from "@/lib/contract/access.ts";
import type { Operation } from "@/lib/contract/operation.ts";

const closed = ALL.filter(({ id }) => !accessOf(id).isPublic);
/** What is said of the operator's things by anything: no customer is behind it. */
const unnamed = (operation: Operation) => Object.fromEntries(namesIn(operation).map((name) => [name, "x"]));
const bodyOf = (operation: Operation) =>
  operation.method === "GET" || operation.method === "DELETE" ? undefined : (rowOf(operation).body ?? {});

async function seen(api: Api, operation: Operation, path: string, headers: Headers, given: Names, body?: unknown) {
  const answer = operation.stream
    ? await opened(path, headers)
    : await api(operation.method, path, body ?? bodyOf(operation), headers).then((one) => ({
        status: one.status,
        text: JSON.stringify(one.body),
      }));
  let text = answer.text.replace(/"durationMs":\d+/, '"durationMs":0');
  for (const [kind, name] of Object.entries(given)) text = text.replaceAll(name, `<${kind}>`);
  return { status: answer.status, text };
}

test("no operation answers a credential that is over: expired, revoked, turned off or signed out", async ({
  svix,
  api,
}) => {
  test.slow();
  const tenant = await aTenant(svix);
  const ended = await endedCredentials(svix, api, tenant);
  const before = await everythingOf(api, tenant);
  const asked = Object.entries(ended).map(async ([caller, headers]) => {
    const found: string[] = [];
    for (const operation of closed) {
      const path = pathOf(operation, { ...unnamed(operation), ...tenant.ids });
      const { status } = await seen(api, operation, path, headers, tenant.ids);
      if (status !== 401) found.push(`${operation.id} by ${caller}: ${status}`);
    }
    return found;
  });
  expect((await Promise.all(asked)).flat()).toEqual([]);
  expect(await everythingOf(api, tenant)).toEqual(before);
  await tenant.receiver.close();
});

/** Of operations about more than one application, what an application's key may ask all the same is its own part of it. */
const OWN_PART = (text: string, theirs: Names) => Object.values(theirs).filter((name) => text.includes(name));

test("a key of one application finds nothing of another one, by any operation, path, query or list in a body", async ({
  svix,
  api,
}) => {
  test.slow();
  const [mine, theirs] = await Promise.all([aTenant(svix), aTenant(svix)]);
  const { headers } = await newKey(api, { applicationId: mine.ids.app_id });
  const never = neverNames(theirs.ids);
  const before = [await everythingOf(api, mine), await everythingOf(api, theirs)];
  const wrong: string[] = [];
  const same = async (operation: Operation, label: string, ask: (names: Names) => ReturnType<typeof seen>) => {
    const [foreign, unknown] = [await ask(theirs.ids), await ask(never)];
    if (JSON.stringify(foreign) !== JSON.stringify(unknown)) {
      wrong.push(`${operation.id} ${label}: ${JSON.stringify(foreign)} is not ${JSON.stringify(unknown)}`);
    }
    const told = OWN_PART(foreign.text, theirs.ids);
    if (told.length > 0) wrong.push(`${operation.id} ${label}: tells ${told.join(", ")}`);
    return foreign;
  };
  for (const operation of closed) {
    const names = namesIn(operation);
    if (names.some((name) => name in theirs.ids)) {
      const { status } = await same(operation, "path", (given) =>
        seen(api, operation, pathOf(operation, { ...unnamed(operation), ...given }), headers, given),
      );
      if (names.includes("app_id") && accessOf(operation.id).key && status !== 404)
        wrong.push(`${operation.id}: ${status}`);
    }
    // Their things within one's own application.
    if (names.includes("app_id") && names.length > 1) {
      await same(operation, "path within one's own application", (given) => {
        const path = pathOf(operation, { ...unnamed(operation), ...given, app_id: mine.ids.app_id });
        return seen(api, operation, path, headers, given);
      });
    }
    const { queries = {}, bodiesNaming } = rowOf(operation);
    for (const [parameter, kinds = []] of Object.entries(queries)) {
      for (const kind of kinds) {
        await same(operation, `?${parameter}=${kind}`, (given) => {
          const within = rowOf(operation).within ?? "";
          const path = `${pathOf(operation, { ...unnamed(operation), ...mine.ids })}?${parameter}=${given[kind]}&${within}`;
          return seen(api, operation, path, headers, given);
        });
      }
    }
    for (const n of (bodiesNaming?.(theirs.ids) ?? []).keys()) {
      const path = pathOf(operation, { ...unnamed(operation), ...mine.ids });
      await same(operation, `body ${n}`, (given) =>
        seen(api, operation, path, headers, given, bodiesNaming?.(given)[n]),
      );
    }
  }
  for (const [id, naming] of BULK) {
    const operation = ALL.find((one) => one.id === id);
    if (!operation) throw new Error(`There is no operation ${id}.`);
    const path = pathOf(operation, { ...unnamed(operation), ...mine.ids });
    await same(operation, "list in the body", (given) => seen(api, operation, path, headers, given, naming(given)));
  }
  expect(wrong).toEqual([]);
  expect([await everythingOf(api, mine), await everythingOf(api, theirs)]).toEqual(before);
  await Promise.all([mine.receiver.close(), theirs.receiver.close()]);
});

/** Lists of ids in bodies, of operations that portals may not call. */
const BULK: [string, (names: Names) => unknown][] = [
  ["bulkExpungeMessageContents", ({ msg_id }) => ({ messageIds: [msg_id] })],
  ["replayDeliveries", ({ delivery_id }) => ({ deliveryIds: [delivery_id] })],
  ["startFleetReplay", ({ app_id }) => ({ since: new Date(0).toISOString(), applicationIds: [app_id] })],
  ["previewFleetReplay", ({ app_id }) => ({ since: new Date(0).toISOString(), applicationIds: [app_id] })],
  ["createApiKey", ({ app_id }) => ({ name: "x", applicationId: app_id })],
];
