"use client";

import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { useFilterFields } from "@/components/deliveries/filter-fields.ts";
import type { FilterField } from "@/components/filters/fields.ts";
import { FilterBar } from "@/components/filters/filter-bar.tsx";
import { RangeControl } from "@/components/filters/range-control.tsx";
import type { FleetParams } from "@/components/replays/fleet/fleet-params.ts";
import { NO_FLEET_FILTER } from "@/components/replays/fleet/fleet-params.ts";
import type { NewFleetReplay } from "@/components/replays/fleet/use-new-fleet-replay.ts";
import { REPLAYABLE } from "@/components/replays/replay-params.ts";

const OFFERED = ["app", "type", "endpoint", "cause", "code", "status"] as const;
type Offered = (typeof OFFERED)[number];

/** The filter of the explorer: customers, event types, causes, and whom to leave out. */
export function FleetFilter({ replay }: { replay: NewFleetReplay }) {
  const { params, setParams, what } = replay;
  const fields = useFields(replay).filter(({ id }) => isOffered(id as Offered, { what, params }));
  const values = Object.fromEntries(fields.map(({ id }) => [id, params[id as Offered] ?? []]));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-dense font-firm">Which</legend>
      <div className="flex flex-wrap items-start gap-2 md:flex-nowrap">
        <FilterBar
          label="Filter deliveries"
          placeholder="All customers and event types. Try type:invoice.*"
          fields={fields}
          values={values}
          onChange={(changes) =>
            setParams(
              Object.fromEntries(Object.entries(changes).map(([id, list]) => [id, list.length > 0 ? list : null])),
            )
          }
          text={params.q}
          onText={(q) => setParams({ q: q || null })}
          onClear={() => setParams({ ...NO_FLEET_FILTER, trigger: null, q: null })}
          className="w-full grow"
        />
        {params.again ? null : (
          <RangeControl
            state={params}
            onRange={(range) => setParams({ range, from: null, to: null })}
            onWindow={(window) => setParams({ ...window, range: null })}
          />
        )}
      </div>
      <p className="mt-1 text-meta text-ink-3">
        Put ! before a value to leave it out, or press “Leave out” beside a customer or an endpoint below.
      </p>
    </fieldset>
  );
}

/** The endpoints of every customer are too many for a list: those that were counted are offered, and any id is taken. */
function useFields({ params, preview }: NewFleetReplay): FilterField[] {
  const fields = useFilterFields(EVERY_APPLICATION, params.app ?? undefined);
  const counted = preview.data?.byEndpoint ?? [];
  const endpoint: FilterField = {
    id: "endpoint",
    label: "Endpoint",
    options: counted.map(({ endpointId, name }) => ({ value: endpointId, label: name, hint: endpointId })),
    accepts: (value) => /^ep_[a-zA-Z0-9]{27}$/.test(value),
    placeholder: "ep_…",
  };
  return [...fields, endpoint]
    .filter(({ id }) => OFFERED.some((one) => one === id) || (id === "trigger" && params.trigger !== null))
    .map((field) =>
      field.id === "status"
        ? { ...field, options: field.options.filter(({ value }) => REPLAYABLE.some((state) => state === value)) }
        : field,
    )
    .sort((a, b) => OFFERED.indexOf(a.id as Offered) - OFFERED.indexOf(b.id as Offered));
}

/** A state is chosen by what is replayed, unless that is everything; what was never tried has no reply. */
function isOffered(id: Offered | "trigger", { what, params }: { what: string; params: FleetParams }): boolean {
  if (params.again) return id === "app" || id === "type" || id === "endpoint";
  if (id === "status") return what === "all";
  return what !== "missing" || (id !== "cause" && id !== "code");
}
