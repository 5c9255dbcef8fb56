import type { Svix } from "svix";
import { ALL, everythingOf, namesIn, ofPortal, opened, pathOf, ROWS, receiverUrl, rowOf } from "@/e2e/api/requests.ts";
import { aTenant, codeOf, exchange, type Names, neverNames, newAccess, type Tenant } from "@/e2e/api/tenant.ts";
import { type Api, expect, test } from "@/e2e/fixtures.ts";
import { accessOf } from "@/lib/contract/access.ts";

/** Query parameters by which a thing can be named; none of them may be forgotten in a row. */
const NAMING_QUERIES = ["iterator", "endpoint", "endpoint_id", "app", "q"];
/** Lists of what belongs to the operator, not to a customer. */
const OF_EVERYBODY = ["listEventTypes"];

/** Something for each parameter of a path: what belongs to no customer has no name of theirs. */
const unnamed = (path: string) => Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, "x"]));

/** What a caller can tell two answers apart by, without what they themselves had put into the request. */
async function seen(api: Api, request: Parameters<Api>, given: Names) {
  const { status, headers, body } = await api(...request);
  let text = JSON.stringify(body).replace(/"durationMs":\d+/, '"durationMs":0');
  for (const [kind, name] of Object.entries(given)) text = text.replaceAll(name, `<${kind}>`);
  return { status, type: headers.get("content-type"), text };
}

const NOT_FOUND = {
  status: 404,
  type: expect.stringContaining("application/json"),
  text: JSON.stringify({ code: "not_found", detail: "Entity not found" }),
};

/** Every way to replace some of the names, at least one. */
function* mixtures(kinds: string[]): Generator<Set<string>> {
  for (let bits = 1; bits < 2 ** kinds.length; bits++) yield new Set(kinds.filter((_, n) => bits & (1 << n)));
}

async function twoTenants(svix: Svix): Promise<{ mine: Tenant; theirs: Tenant; close: () => Promise<unknown> }> {
  const [mine, theirs] = await Promise.all([aTenant(svix), aTenant(svix)]);
  return { mine, theirs, close: () => Promise.all([mine.receiver.close(), theirs.receiver.close()]) };
}

test("every operation that a portal may call has a row, and every query that can name something is in it", () => {
  expect(new Set(Object.keys(ROWS))).toEqual(new Set(ofPortal.map(({ id }) => id)));
  for (const operation of ofPortal) {
    if (OF_EVERYBODY.includes(operation.id)) continue;
    const naming = Object.keys(operation.query?.shape ?? {}).filter((name) => NAMING_QUERIES.includes(name));
    expect(new Set(Object.keys(rowOf(operation).queries ?? {})), operation.id).toEqual(new Set(naming));
  }
});

for (const credential of ["bearer", "cookie"] as const) {
  test.describe(`by ${credential}`, () => {
    test("a path with any name of another customer answers 404, as for a name that never was, and changes nothing", async ({
      svix,
      api,
    }) => {
      // Some two thousand requests, one after the other.
      test.slow();
      const { mine, theirs, close } = await twoTenants(svix);
      const before = [await everythingOf(api, mine), await everythingOf(api, theirs)];
      for (const operation of ofPortal) {
        const { body, createsByUid, standsFor = {} } = rowOf(operation);
        const kinds = namesIn(operation)
          .map((name) => standsFor[name] ?? name)
          .filter((name) => name in mine.ids);
        for (const form of ["ids", "uids"] as const) {
          // What may be done a few times a minute only is asked by a session of its own.
          const { [credential]: headers } = operation.limit ? await newAccess(svix, mine.ids.app_id) : mine;
          for (const replaced of mixtures(kinds)) {
            if (createsByUid && form === "uids" && !replaced.has("app_id")) continue;
            for (const others of [theirs[form], neverNames(theirs[form])]) {
              const picked = kinds.map((kind) => [
                kind,
                (replaced.has(kind) ? others : mine[form])[kind as keyof Names],
              ]);
              const path = pathOf(operation, Object.fromEntries(picked));
              const answer = await seen(api, [operation.method, path, body, headers], others);
              expect(answer, `${operation.id} ${path}`).toEqual(NOT_FOUND);
            }
          }
        }
      }
      expect([await everythingOf(api, mine), await everythingOf(api, theirs)]).toEqual(before);
      await close();
    });

    test("a query or a body that names something of another customer answers as for what never was", async ({
      svix,
      api,
    }) => {
      const { mine, theirs, close } = await twoTenants(svix);
      const headers = mine[credential];
      const never = neverNames(theirs.ids);
      for (const operation of ofPortal) {
        const path = pathOf(operation, { ...mine.ids });
        const { body, queries = {}, within = "", bodiesNaming } = rowOf(operation);
        for (const [parameter, kinds = []] of Object.entries(queries)) {
          for (const kind of kinds) {
            const ask = (names: Names) => {
              const url = `${path}?${parameter}=${names[kind]}&${within}`;
              return operation.stream ? opened(url, headers) : seen(api, [operation.method, url, body, headers], names);
            };
            const [foreign, unknown] = [await ask(theirs.ids), await ask(never)];
            expect(foreign, `${operation.id} ?${parameter}=${kind}`).toEqual(unknown);
            for (const id of Object.values(theirs.ids)) expect(foreign.text).not.toContain(id);
          }
        }
        const pairs = bodiesNaming ? [bodiesNaming(theirs.ids), bodiesNaming(never)] : [];
        for (const n of pairs[0]?.keys() ?? []) {
          const foreign = await seen(api, [operation.method, path, pairs[0]?.[n], headers], theirs.ids);
          const unknown = await seen(api, [operation.method, path, pairs[1]?.[n], headers], never);
          expect(foreign, `${operation.id} ${JSON.stringify(pairs[0]?.[n])}`).toEqual(unknown);
        }
      }
      await close();
    });

    test("with the customer's own names every one of these operations finds what it is asked about", async ({
      svix,
      api,
    }) => {
      const { mine, close } = await twoTenants(svix);
      const headers = mine[credential];
      const last = ["deleteAlertRecipient", "deleteInbox", "deleteEndpoint", "logout"];
      await svix.eventType.create({ name: "tenancy.sample", description: "For tests." }).catch(() => undefined);
      for (const operation of ofPortal.toSorted((a, b) => last.indexOf(a.id) - last.indexOf(b.id))) {
        if (operation.stream) continue;
        const path = pathOf(operation, { ...mine.ids });
        const { status, body } = await api(operation.method, path, rowOf(operation).body, headers);
        // A conflict has found the thing too.
        expect([200, 201, 202, 204, 409], `${operation.id} ${JSON.stringify(body)}`).toContain(status);
      }
      await close();
    });

    test("an operation that is not for portals is refused alike for own, foreign and unknown names", async ({
      svix,
      api,
    }) => {
      test.slow();
      const { mine, theirs, close } = await twoTenants(svix);
      const headers = mine[credential];
      const others = ALL.filter(({ id }) => !accessOf(id).portal && !accessOf(id).isPublic);
      expect(others.length).toBeGreaterThan(0);
      for (const operation of others) {
        const ask = (names: Names) =>
          seen(
            api,
            [
              operation.method,
              pathOf(operation, { ...unnamed(operation.path), ...names }),
              operation.method === "GET" ? undefined : {},
              headers,
            ],
            names,
          );
        expect((await ask(mine.ids)).status, operation.id).toBe(403);
        for (const form of ["ids", "uids"] as const) {
          const foreign = await ask(theirs[form]);
          expect([403, 404], operation.id).toContain(foreign.status);
          expect(foreign, operation.id).toEqual(await ask(neverNames(theirs[form])));
        }
      }
      await close();
    });
  });
}

test("a uid that another customer uses is free", async ({ svix }) => {
  const { mine, theirs, close } = await twoTenants(svix);
  const made = await svix.endpoint.create(mine.ids.app_id, { url: receiverUrl, uid: theirs.uids.endpoint_id });
  expect(made.uid).toBe(theirs.uids.endpoint_id);
  const again = { eventType: "job.created", payload: {}, eventId: theirs.uids.msg_id };
  expect((await svix.message.create(mine.ids.app_id, again)).eventId).toBe(theirs.uids.msg_id);
  await close();
});

test("a portal link works once under 50 parallel uses", async ({ svix, application, api }) => {
  const { url } = await svix.authentication.appPortalAccess(application.id, {});
  const uses = Array.from({ length: 50 }, (_, n) => exchange(codeOf(url), `127.0.7.${n + 1}`));
  const answers = await Promise.all(uses);
  const won = answers.filter(({ status }) => status === 200);
  expect(won).toHaveLength(1);
  for (const lost of answers.filter((answer) => !won.includes(answer))) {
    expect(lost).toMatchObject({ status: 410, body: { code: "link_spent" }, cookie: undefined });
  }
  const headers = { authorization: "", cookie: String(won[0]?.cookie) };
  expect((await api("GET", `/api/v1/app/${application.id}/portal-session`, undefined, headers)).status).toBe(200);
});
