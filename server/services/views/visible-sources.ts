import type { Context } from "../../context.ts";
import type { StandingConnection } from "../../store/connections.ts";
import type { ProfileRow } from "../../store/profiles.ts";
import { chosenConnections } from "../profiles/chosen-connections.ts";
import type { Terms, ViewTerm } from "./view.ts";

/**
 * The connections that a profile shows something of, as a visitor may know them. One that its filter
 * leaves out altogether is not named, and of none is told what went wrong.
 */
export function visibleSources(
  ctx: Context,
  {
    profile,
    connections,
    terms,
  }: { profile: ProfileRow; connections: readonly StandingConnection[]; terms: Terms },
): StandingConnection[] {
  const chosen = chosenConnections(profile);
  const kindsOf = new Map(ctx.platforms.map(({ id, kinds }) => [id, Object.keys(kinds)]));
  return connections
    .filter(({ id }) => chosen === null || chosen.includes(id))
    .filter((connection) => {
      const own = terms.filter(
        ({ connectionId }) => connectionId === null || connectionId === connection.id,
      );
      return couldShow(own, connection, kindsOf.get(connection.platform) ?? []);
    })
    .map((connection) => ({
      ...connection,
      status: connection.status === "paused" ? "paused" : "active",
      problemCode: null,
      problemMessage: null,
      outageSince: null,
      // It may be the time of an item that is not shown.
      oldestItemAt: null,
    }));
}

/** Whether terms leave anything of a connection, as far as platform, connection and kind tell. */
function couldShow(
  terms: Terms,
  { id, platform }: StandingConnection,
  kinds: readonly string[],
): boolean {
  const fits = (term: ViewTerm, value: string): boolean => term.value === value;
  const passes = (field: ViewTerm["field"], value: string): boolean => {
    const own = terms.filter((term) => term.field === field);
    if (own.some((term) => term.isExcluded && fits(term, value))) return false;
    const wanted = own.filter((term) => !term.isExcluded);
    return wanted.length === 0 || wanted.some((term) => fits(term, value));
  };
  return (
    passes("platform", platform) &&
    passes("connection", id) &&
    kinds.some((kind) => passes("kind", kind))
  );
}
