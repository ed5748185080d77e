import type { ProfileTerm } from "../../../shared/profiles.ts";
import { AppError } from "../../errors.ts";

/** What of a profile names connections. */
export interface Naming {
  readonly connections?: readonly string[] | null | undefined;
  readonly filter?: readonly Pick<ProfileTerm, "connectionId" | "field" | "value">[] | undefined;
}

/**
 * Throws NOT_FOUND for a connection that is not the person's. One that the profile named before may stay:
 * it may have been disconnected since.
 */
export function checkConnections(
  naming: Naming,
  own: readonly { readonly id: string }[],
  before: Naming,
): void {
  const known = new Set([...own.map(({ id }) => id), ...chosenBy(before), ...filteredBy(before)]);
  for (const [field, ids] of [
    ["connections", chosenBy(naming)],
    ["filter", filteredBy(naming)],
  ] as const) {
    if (ids.some((id) => !known.has(id))) {
      throw new AppError("NOT_FOUND", "There is no such connection.", { field });
    }
  }
}

function chosenBy({ connections }: Naming): readonly string[] {
  return connections ?? [];
}

function filteredBy({ filter = [] }: Naming): string[] {
  return filter.flatMap(({ connectionId, field, value }) => [
    ...(connectionId === null ? [] : [connectionId]),
    ...(field === "connection" ? [value] : []),
  ]);
}
