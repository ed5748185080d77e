import type { Basis } from "../../store/month-activity.ts";
import { DEFAULT_ZONE } from "../users/get-me.ts";
import type { View } from "../views/view.ts";

/** No two zones are further apart than 26 hours: a day of one touches so many of the other, on each side. */
const DAYS_APART = 2;

/** How many of the owner's days around one of the view's hold its items; none where their zones are one. */
export function reachOf(view: View): number {
  return view.zone === (view.user.zone ?? DEFAULT_ZONE) ? 0 : DAYS_APART;
}

/** What the cells around a day, or a month, said: whoever counted at the same basis counted the same. */
export function basisAt(bases: ReadonlyMap<number, Basis>, at: number, reach: number): string {
  let [cells, versions] = [0, 0];
  for (let one = at - reach; one <= at + reach; one += 1) {
    cells += bases.get(one)?.cells ?? 0;
    versions += bases.get(one)?.versions ?? 0;
  }
  return cells === 0 ? "" : `${cells}/${versions}`;
}

/** All that decides which items a view shows, and where its days are cut. */
export function definitionOf({ zone, user, profile, connections, terms }: View): string {
  const ids = connections.map(({ id }) => id).sort();
  return JSON.stringify([zone, user.zone, profile?.countsPrivate ?? false, ids, terms]);
}
