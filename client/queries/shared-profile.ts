import { useQuery } from "@tanstack/solid-query";
import type { SharedProfile } from "../../shared/profiles.ts";
import type { Scope } from "../../shared/timeline.ts";
import { trpc } from "../trpc.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { type PagedEntries, usePagedEntries } from "./paged-entries.ts";

const PAGE = 50;

/** What somebody's shared profile says of itself, for whoever comes by its address. */
export function useSharedProfile(of: () => Scope): Loaded<SharedProfile> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["shared", "profile", of()],
      queryFn: () => trpc.profiles.shared.query({ of: of() }),
    })),
  );
}

/** And its entries. */
export function useSharedEntries(of: () => Scope): PagedEntries {
  return usePagedEntries(
    () => ["shared", "entries", of()],
    (cursor) => trpc.timeline.list.query({ of: of(), cursor, limit: PAGE }),
  );
}
