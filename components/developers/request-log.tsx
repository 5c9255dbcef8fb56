"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { LogFilterBar } from "@/components/developers/log-filter.tsx";
import { apiRequestsQuery, logParams } from "@/components/developers/queries.ts";
import { keyWords, problemWords } from "@/components/developers/request-words.ts";
import { LoadMore } from "@/components/portal/load-more.tsx";
import { QueryWait } from "@/components/portal/query-wait.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import {
  LedgerBody,
  LedgerCell,
  type LedgerColumn,
  LedgerRow,
  LedgerTable,
  RowLink,
} from "@/components/ui/ledger-table.tsx";
import { MiddleTruncate } from "@/components/ui/middle-truncate.tsx";
import { Time } from "@/components/ui/time.tsx";
import { queryWith } from "@/components/ui/url-params.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import { useUrlParams } from "@/components/ui/use-url-params.ts";
import type { ApiRequestOut } from "@/lib/contract/request-log.ts";

const RequestSheet = dynamic(() => import("@/components/developers/request-sheet.tsx").then((m) => m.RequestSheet));

const COLUMNS: LedgerColumn[] = [
  { id: "status", label: "Status", width: "68px" },
  { id: "at", label: "At", width: "108px" },
  { id: "request", label: "Request" },
  { id: "problem", label: "Problem", width: "30%", from: "lg" },
  { id: "key", label: "Key", width: "17%", from: "md" },
  { id: "took", label: "Took", width: "72px", align: "end", from: "sm" },
];

/** The last requests to the API; new ones come by themselves. */
export function RequestLog({ publicUrl }: { publicUrl: string }) {
  const [{ sel, ...filter }, setParams] = useUrlParams(logParams);
  const list = useInfiniteQuery(apiRequestsQuery(filter));
  const requests = list.data?.pages.flatMap((page) => page.data);
  const isFiltered = Object.values(filter).some((value) => value !== null);
  return (
    <>
      <LogFilterBar filter={filter} onChange={(changes) => setParams(changes)} />
      <QueryWait query={list} failed="We could not load the log." loading="Loading requests" />
      {requests?.length === 0 ? (
        isFiltered ? (
          <Empty title="No request in the log is like that.">
            Clear the filter to see all. The last thousand that went well and ten thousand that did not are kept of each
            key, for a week.
          </Empty>
        ) : (
          <Empty title="Nobody has used the API yet.">
            Requests with an API key will be listed here within a second or two of their answer.
          </Empty>
        )
      ) : null}
      {requests && requests.length > 0 ? (
        <LedgerTable caption="Requests to the API, newest first" columns={COLUMNS}>
          <LedgerBody>
            {requests.map((request) => (
              <RequestRow
                key={request.id}
                request={request}
                isOpen={request.id === sel}
                href={queryWith(logParams, { ...filter, sel: request.id })}
                onOpen={() => setParams({ sel: request.id })}
              />
            ))}
          </LedgerBody>
        </LedgerTable>
      ) : null}
      <LoadMore list={list} />
      {sel ? (
        <RequestSheet
          key={sel}
          id={sel}
          known={requests?.find(({ id }) => id === sel)}
          publicUrl={publicUrl}
          onClose={() => setParams({ sel: null })}
        />
      ) : null}
    </>
  );
}

type RequestRowProps = { request: ApiRequestOut; isOpen: boolean; href: string; onOpen: () => void };

function RequestRow({ request, isOpen, href, onOpen }: RequestRowProps) {
  const format = useFormat();
  const { method, path, status, at, durationMs } = request;
  return (
    <LedgerRow current={isOpen}>
      <LedgerCell>
        <span className="inline-flex items-center gap-1.5" data-num>
          <StateGlyph
            state={status < 400 ? "delivered" : "failed"}
            className={status < 400 ? "text-ok-mark" : "text-fail-mark"}
          />
          {status}
        </span>
      </LedgerCell>
      <LedgerCell faint machine>
        <Time at={at} show="clock" />
      </LedgerCell>
      <LedgerCell head machine title={path}>
        <RowLink
          href={href}
          prefetch={false}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            onOpen();
          }}
        >
          <MiddleTruncate text={`${method} ${path.replace(/^\/api\/v1/, "")}`} />
        </RowLink>
      </LedgerCell>
      <LedgerCell from="lg" faint>
        {status < 400
          ? request.idempotency === "repeated"
            ? "answered before, by idempotency key"
            : ""
          : problemWords(request.problem)}
      </LedgerCell>
      <LedgerCell from="md" faint>
        {keyWords(request)}
      </LedgerCell>
      <LedgerCell from="sm" align="end" faint data-num>
        {format.ms(durationMs)}
      </LedgerCell>
    </LedgerRow>
  );
}
