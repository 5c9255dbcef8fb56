import { isExcluded } from "@/lib/domain/deliveries/filter.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/** The applications that a filter names and those that it leaves out, by UUID; undefined for none. */
export interface NamedApplications {
  applicationIds?: string[] | undefined;
  excludedApplicationIds?: string[] | undefined;
}

/** As the field `app` of a filter has them: ids, those that are left out with a `!`. */
export function appFilter({ applicationIds = [], excludedApplicationIds = [] }: NamedApplications): string[] {
  const [wanted, unwanted] = [applicationIds, excludedApplicationIds].map((ids) =>
    ids.map((id) => formatId("application", id)),
  );
  return [...(wanted ?? []), ...(unwanted ?? []).map((id) => `!${id}`)];
}

/** The same read again; what is no id is left out. */
export function namedApplications(app: string[] | undefined): NamedApplications {
  const idsOf = (ids: string[] | undefined) =>
    ids?.length ? ids.flatMap((id) => parseId("application", id.replace(/^!/, "")) ?? []) : undefined;
  return {
    applicationIds: idsOf(app?.filter((id) => !isExcluded(id))),
    excludedApplicationIds: idsOf(app?.filter(isExcluded)),
  };
}
