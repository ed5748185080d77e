import { profileTerm } from "../../../shared/profiles.ts";
import type { ProfileFilterRow } from "../../store/profile-filters.ts";
import type { Terms } from "./view.ts";

/**
 * The terms of a profile as they are stored. One that this version cannot read shows nothing rather than
 * everything: it was written to keep something out.
 */
export function toTerms(rows: readonly ProfileFilterRow[]): Terms {
  return rows.map(({ connectionId, field, value, isExcluded }) => {
    const term = profileTerm.safeParse({ connectionId, field, value, isExcluded });
    return term.success ? term.data : NOTHING;
  });
}

const NOTHING = {
  field: "connection",
  value: "no connection has this id",
  isExcluded: false,
  connectionId: null,
} as const;
