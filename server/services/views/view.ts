import type { FilterTerm } from "../../../shared/filter.ts";
import type { StandingConnection } from "../../store/connections.ts";
import type { ProfileRow } from "../../store/profiles.ts";
import type { UserRow } from "../../store/users.ts";

/** A condition, for all that is seen or for what comes from one connection. */
export interface ViewTerm extends FilterTerm {
  readonly connectionId: string | null;
}

/** Conditions that all hold together. */
export type Terms = readonly ViewTerm[];

/**
 * What one reader may see of one person's items, and how its days are cut. Every procedure that reads
 * items reads them through a view; nothing of what lies outside may show in its answer.
 */
export interface View {
  /** Whose items they are. */
  readonly user: UserRow;
  readonly zone: string;
  /** Null for the whole of the owner's own. */
  readonly profile: ProfileRow | null;
  /**
   * Whose items are seen; of what a filter leaves out altogether there is none. A visitor is never told
   * of them: there may be one that shows nothing.
   */
  readonly connections: readonly StandingConnection[];
  readonly terms: Terms;
  /** The owner looks at all that is his: notes, and what is private at its source, too. */
  readonly isOwner: boolean;
}

/** A view on what a profile shows. */
export type ProfileView = View & { readonly profile: ProfileRow };

/** A view while its connections are being read. */
export type ViewFrame = Omit<View, "connections">;
