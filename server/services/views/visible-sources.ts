import type { Context } from "../../context.ts";
import type { StandingConnection } from "../../store/connections.ts";
import type { ProfileRow } from "../../store/profiles.ts";
import { chosenConnections } from "../profiles/chosen-connections.ts";
import type { Terms, ViewTerm } from "./view.ts";

/**
 * The connections whose items a profile may show: to read by, never to be told. A filter by place, text,
 * language, mark or date may leave nothing of one.
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
    });
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
