import type { PortalLink } from "@/generated/prisma/client.ts";
import type { Page } from "@/lib/contract/common.ts";
import type { ApplicationExportKind } from "@/lib/contract/export-limits.ts";
import { db, pool } from "@/lib/db.ts";
import { listAlerts } from "@/lib/domain/alerts/list.ts";
import { toRecipientOut } from "@/lib/domain/alerts/recipient.ts";
import { toApiKeyOut, WITH_APPLICATION } from "@/lib/domain/api-keys/out.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import { listAttemptsByEndpoint } from "@/lib/domain/attempts/list.ts";
import { listAuditLog } from "@/lib/domain/audit/list.ts";
import { getBranding } from "@/lib/domain/branding/revisions.ts";
import type { Context } from "@/lib/domain/context.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { exportedRow } from "@/lib/domain/delivery-exports/row.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { listFailureGroups } from "@/lib/domain/failure-groups/list.ts";
import { listInboxRequests } from "@/lib/domain/inboxes/list-requests.ts";
import { toInboxOut } from "@/lib/domain/inboxes/to-out.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { listMessages } from "@/lib/domain/messages/list.ts";
import { toLiveSessionOut } from "@/lib/domain/portal-sessions/to-out.ts";
import { getPrivacy } from "@/lib/domain/privacy/change.ts";
import { getQuota } from "@/lib/domain/quotas/get.ts";
import { COLUMNS, type RequestRow, toSourceRequestOut } from "@/lib/domain/source-requests/to-out.ts";
import { readStoredHeaders } from "@/lib/domain/sources/stored-headers.ts";
import { toSourcesOut } from "@/lib/domain/sources/to-out.ts";
import { listTasks } from "@/lib/domain/tasks/list.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";
import { formatId, type IdKind } from "@/lib/ids.ts";

/** The place of a page: of which application, or of which endpoint, source or inbox of it, and made before when. */
interface Place {
  applicationId: string;
  /** UUID; empty for what has no parent. */
  parentId: string;
  limit: number;
  iterator: string | undefined;
  /** ISO 8601. What was made later is not read. */
  to: string;
}

type Rows = Pick<Page<object>, "data" | "done" | "iterator">;

interface Kind {
  /** Of what it is read one after the other. */
  per?: "endpoint" | "source" | "inbox";
  read: (ctx: Context, place: Place) => Promise<Rows>;
}

/** Logs are read as far back as they are kept. */
const EVER = "1970-01-02T00:00:00Z";

const only = (...data: object[]): Rows => ({ data, done: true, iterator: null });

const endOf = (row: { deletedAt: Date | null } | undefined) => ({ deletedAt: row?.deletedAt?.toISOString() ?? null });

/** Values of headers may be credentials. */
const namesOf = (headers: [string, string][]): string[] => headers.map(([name]) => name);

/** A link without its code, of which only a hash is kept. */
function toLinkLine({ id, applicationId: _application, codeHash: _hash, ...link }: PortalLink) {
  return {
    id: formatId("portalLink", id),
    ...link,
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    usedAt: link.usedAt?.toISOString() ?? null,
    revokedAt: link.revokedAt?.toISOString() ?? null,
  };
}

/** The rows of a table that has its UUID as key, newest first, whatever has become of them. */
async function ofTable<Row extends { id: string }>(
  kind: IdKind,
  { limit, iterator }: Place,
  find: (scan: ReturnType<typeof idScan>) => Promise<Row[]>,
  toOut: (row: Row) => object,
): Promise<Rows> {
  const position = parseIterator(kind, iterator);
  const rows = await find(idScan("descending", position, limit));
  return pageOf(rows, { limit, iterator: position, toOut, idOf: ({ id }) => formatId(kind, id) });
}

/**
 * How each kind is read, in the shape that the API answers. What a line may hold of a payload is added while the file is fetched
 * (content.ts). An address that is a credential itself is left out.
 */
export const KINDS: Record<ApplicationExportKind, Kind> = {
  application: {
    read: async (_ctx, { applicationId }) =>
      only(toApplicationOut(await db().application.findUniqueOrThrow({ where: { id: applicationId } }))),
  },
  quota: { read: async (ctx, { applicationId }) => only(await getQuota(ctx, { applicationId })) },
  privacy: { read: async (ctx, { applicationId }) => only(await getPrivacy(ctx, { applicationId })) },
  branding: { read: async (ctx, { applicationId }) => only(await getBranding(ctx, { applicationId })) },
  endpoint: {
    read: (_ctx, place) =>
      ofTable(
        "endpoint",
        place,
        ({ where, ...scan }) =>
          db().endpoint.findMany({ where: { ...where, applicationId: place.applicationId }, ...scan }),
        (row) => ({ ...toEndpointOut(row), ...endOf(row) }),
      ),
  },
  transformation: {
    per: "endpoint",
    read: async (ctx, { applicationId, parentId }) => {
      const exists = await db().endpoint.count({ where: { id: parentId, deletedAt: null } });
      if (exists === 0) return only();
      const found = await getEndpointTransformation(ctx, { applicationId, endpointId: parentId });
      return found.version === null ? only() : only({ endpointId: formatId("endpoint", parentId), ...found });
    },
  },
  source: {
    read: async (_ctx, { applicationId, limit, iterator }) => {
      const position = parseIterator("source", iterator);
      const { where, ...scan } = idScan("descending", position, limit);
      const rows = await db().source.findMany({
        where: { ...where, applicationId },
        include: { secrets: true },
        ...scan,
      });
      const idOf = ({ id }: { id: string }) => formatId("source", id);
      const page = pageOf(rows, { limit, iterator: position, toOut: (row) => row, idOf });
      const shown = await toSourcesOut(db(), page.data);
      const data = shown.map(({ url: _url, ...source }, n) => ({ ...source, ...endOf(page.data[n]) }));
      return { ...page, data };
    },
  },
  alert_recipient: {
    read: (_ctx, place) =>
      ofTable(
        "alertRecipient",
        place,
        ({ where, ...scan }) =>
          db().alertRecipient.findMany({ where: { ...where, applicationId: place.applicationId }, ...scan }),
        (row) => ({ ...toRecipientOut(row), ...endOf(row) }),
      ),
  },
  alert: { read: listAlerts },
  api_key: {
    read: (_ctx, place) =>
      ofTable(
        "apiKey",
        place,
        ({ where, ...scan }) =>
          db().apiKey.findMany({
            where: { ...where, applicationId: place.applicationId },
            include: WITH_APPLICATION,
            ...scan,
          }),
        toApiKeyOut,
      ),
  },
  portal_link: {
    read: (_ctx, place) =>
      ofTable(
        "portalLink",
        place,
        ({ where, ...scan }) =>
          db().portalLink.findMany({ where: { ...where, applicationId: place.applicationId }, ...scan }),
        toLinkLine,
      ),
  },
  portal_session: {
    read: (_ctx, place) =>
      ofTable(
        "portalSession",
        place,
        ({ where, ...scan }) =>
          db().portalSession.findMany({ where: { ...where, applicationId: place.applicationId }, ...scan }),
        (row) => ({ ...toLiveSessionOut(row), revokedAt: row.revokedAt?.toISOString() ?? null }),
      ),
  },
  replay: {
    read: (ctx, { applicationId, limit, iterator }) =>
      listTasks(ctx, { applicationId, limit, iterator, order: "descending", replays: true }),
  },
  inbox: {
    read: (_ctx, place) =>
      ofTable(
        "inbox",
        place,
        ({ where, ...scan }) =>
          db().inbox.findMany({ where: { ...where, applicationId: place.applicationId }, ...scan }),
        (row) => {
          const { url: _url, ...inbox } = toInboxOut(row);
          return inbox;
        },
      ),
  },
  message: {
    read: async (ctx, { applicationId, limit, iterator, to }) =>
      JSON.parse(
        await listMessages(ctx, { applicationId, limit, iterator, after: EVER, before: to, withContent: false }),
      ) as Rows,
  },
  delivery: {
    read: async (ctx, { applicationId, limit, iterator, to }) => {
      const page = await listDeliveries(ctx, { applicationId, limit, iterator, filter: { from: EVER, to } });
      return { ...page, data: page.data.map(exportedRow) };
    },
  },
  attempt: {
    per: "endpoint",
    read: (ctx, { applicationId, parentId, limit, iterator, to }) =>
      listAttemptsByEndpoint(ctx, {
        applicationId,
        endpointId: parentId,
        limit,
        iterator,
        after: EVER,
        before: to,
        withContent: false,
        withMessage: false,
        expandedStatuses: true,
      }),
  },
  failure_group: {
    read: async (ctx, { applicationId, limit, iterator }) => {
      const app = [formatId("application", applicationId)];
      // Since when does not move; how many does.
      const page = await listFailureGroups(ctx, { filter: { app }, sort: "firstSeen", limit, iterator });
      return { ...page, data: page.data.map(({ pulse: _pulse, ...group }) => group) };
    },
  },
  source_request: {
    per: "source",
    read: async (_ctx, place) => {
      const { limit, parentId } = place;
      const position = parseIterator("sourceRequest", place.iterator);
      const { rows } = await pool().query<RequestRow & { headers: string }>(
        `select ${COLUMNS}, r.headers from source_request r where r.source_id = $1 and r.received_at < $3
           and ($4::uuid is null or r.id < $4) order by r.id desc limit $2`,
        [parentId, limit + 1, place.to, position?.id ?? null],
      );
      const toOut = ({ headers, ...row }: RequestRow & { headers: string }) => ({
        sourceId: formatId("source", parentId),
        ...toSourceRequestOut(row),
        headerNames: namesOf(readStoredHeaders(headers)),
      });
      return pageOf(rows, { limit, iterator: position, toOut, idOf: ({ id }) => formatId("sourceRequest", id) });
    },
  },
  inbox_request: {
    per: "inbox",
    read: async (ctx, { parentId, ...place }) => {
      const inboxId = formatId("inbox", parentId);
      const page = await listInboxRequests(ctx, { ...place, inboxId });
      return {
        ...page,
        data: page.data.map(({ headers, body: _body, ...request }) => ({
          inboxId,
          ...request,
          headerNames: namesOf(headers),
        })),
      };
    },
  },
  audit_entry: {
    read: (ctx, { applicationId, limit, iterator, to }) =>
      listAuditLog(ctx, { app: formatId("application", applicationId), to, limit, iterator }),
  },
};
