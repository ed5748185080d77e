import { useMutation, useQuery, useQueryClient } from "@tanstack/solid-query";
import type { Profile } from "../../shared/profiles.ts";
import { trpc } from "../trpc.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { type Saving, toSaving } from "./saving.ts";

const KEY = ["profiles"];

export function useProfiles(): Loaded<Profile[]> {
  return toLoaded(
    useQuery(() => ({
      queryKey: KEY,
      queryFn: () => trpc.profiles.list.query(),
      reconcile: "id",
    })),
  );
}

export type ProfileFields = Pick<Profile, "name" | "slug" | "description">;

/** Creates a profile, or changes the one with this id. */
export function useSaveProfile(): Saving<ProfileFields & { id?: string }, Profile> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: ({ id, ...fields }: ProfileFields & { id?: string }) =>
        id === undefined
          ? trpc.profiles.create.mutate(fields)
          : trpc.profiles.update.mutate({ id, ...fields }),
      onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
    })),
  );
}

export function useDeleteProfile(): Saving<string, { id: string }> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: (id: string) => trpc.profiles.delete.mutate({ id }),
      onSuccess: () => client.invalidateQueries({ queryKey: KEY }),
    })),
  );
}
