import type { FilterWords } from "../../shared/filter-words.ts";
import { formatFilter } from "../../shared/format-filter.ts";
import type { FilterProblem } from "../../shared/parse-filter.ts";
import { parseFilter } from "../../shared/parse-filter.ts";
import type { Profile, ProfileTerm } from "../../shared/profiles.ts";

/** A profile as a form holds it: its filter is text, but for what is said of one source only. */
export interface ProfileDraft {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly visibility: Profile["visibility"];
  /** Empty for the owner's. */
  readonly zone: string;
  readonly theme: Profile["theme"];
  readonly connections: readonly string[] | null;
  readonly query: string;
  readonly ofOne: readonly ProfileTerm[];
  readonly countsPrivate: boolean;
}

export const NEW_DRAFT: ProfileDraft = {
  name: "",
  slug: "",
  description: "",
  visibility: "private",
  zone: "",
  theme: "system",
  connections: null,
  query: "",
  ofOne: [],
  countsPrivate: false,
};

export type ProfileFields = Partial<
  Pick<
    Profile,
    | "name"
    | "slug"
    | "description"
    | "visibility"
    | "zone"
    | "theme"
    | "connections"
    | "filter"
    | "countsPrivate"
  >
>;

export function toDraft(profile: Profile, words: FilterWords): ProfileDraft {
  const { name, slug, description, visibility, theme, connections, countsPrivate } = profile;
  const isOfOne = (term: ProfileTerm) => term.connectionId !== null;
  return {
    name,
    slug,
    description,
    visibility,
    zone: profile.zone ?? "",
    theme,
    connections,
    query: formatFilter(
      profile.filter.filter((term) => !isOfOne(term)),
      words,
    ),
    ofOne: profile.filter.filter(isOfOne),
    countsPrivate,
  };
}

/** What a draft changes of another. */
export function changesOf(draft: ProfileDraft, saved: ProfileDraft): (keyof ProfileDraft)[] {
  const names = Object.keys(saved).filter((name): name is keyof ProfileDraft => name in draft);
  return names.filter((name) => JSON.stringify(draft[name]) !== JSON.stringify(saved[name]));
}

/** The fields that were changed, as the server takes them, or what of the query cannot be read. */
export function toFields(
  draft: ProfileDraft,
  changed: readonly (keyof ProfileDraft)[],
  words: FilterWords,
): { readonly fields: ProfileFields } | { readonly problem: FilterProblem } {
  const { query, ofOne, zone, connections, ...plain } = draft;
  const own = Object.fromEntries(
    Object.entries(plain).filter(([name]) => changed.some((each) => each === name)),
  );
  const fields: ProfileFields = {
    ...own,
    ...(changed.includes("zone") && { zone: zone.trim() || null }),
    ...(changed.includes("connections") && { connections: connections && [...connections] }),
  };
  if (!changed.includes("query") && !changed.includes("ofOne")) return { fields };
  const parsed = parseFilter(query, words);
  if ("problem" in parsed) return parsed;
  const everywhere = parsed.terms.map((term) => ({ ...term, connectionId: null }));
  return { fields: { ...fields, filter: [...everywhere, ...ofOne] } };
}
