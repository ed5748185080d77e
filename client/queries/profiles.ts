import { useMutation, useQuery, useQueryClient } from "@tanstack/solid-query";
import type { Profile } from "../../shared/profiles.ts";
import type { ProfileFields } from "../lib/profile-draft.ts";
import { trpc } from "../trpc.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { type PagedEntries, usePagedEntries } from "./paged-entries.ts";
import { type Saving, toSaving } from "./saving.ts";

const KEYS = {
  all: ["profiles"],
  list: ["profiles", "list"],
  one: (id: string) => ["profiles", "one", id],
  preview: (id: string) => ["profiles", "preview", id],
};
const PREVIEWED = 20;

export function useProfiles(): Loaded<Profile[]> {
  return toLoaded(
    useQuery(() => ({
      queryKey: KEYS.list,
      queryFn: () => trpc.profiles.list.query(),
      reconcile: "id",
    })),
  );
}

export function useProfile(id: () => string): Loaded<Profile> {
  return toLoaded(
    useQuery(() => ({
      queryKey: KEYS.one(id()),
      queryFn: () => trpc.profiles.get.query({ id: id() }),
    })),
  );
}

/** What is not named stays as it is. */
export function useUpdateProfile(): Saving<ProfileFields & { id: string }, Profile> {
  const hold = useHold();
  return toSaving(
    useMutation(() => ({
      mutationFn: (fields: ProfileFields & { id: string }) => trpc.profiles.update.mutate(fields),
      onSuccess: hold,
    })),
  );
}

export type NewProfile = ProfileFields & Pick<Profile, "name" | "slug">;

export function useCreateProfile(): Saving<NewProfile, Profile> {
  const hold = useHold();
  return toSaving(
    useMutation(() => ({
      mutationFn: (fields: NewProfile) => trpc.profiles.create.mutate(fields),
      onSuccess: hold,
    })),
  );
}

/** A new link, until then or for ever; the one before it leads nowhere any more. */
export function useCreateLink(): Saving<{ id: string; expiresAt: string | null }, Profile> {
  const hold = useHold();
  return toSaving(
    useMutation(() => ({
      mutationFn: (input: { id: string; expiresAt: string | null }) =>
        trpc.profiles.createLink.mutate(input),
      onSuccess: hold,
    })),
  );
}

export function useRevokeLink(): Saving<string, Profile> {
  const hold = useHold();
  return toSaving(
    useMutation(() => ({
      mutationFn: (id: string) => trpc.profiles.revokeLink.mutate({ id }),
      onSuccess: hold,
    })),
  );
}

export function useDeleteProfile(): Saving<string, { id: string }> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: (id: string) => trpc.profiles.delete.mutate({ id }),
      onSuccess: ({ id }) => {
        client.removeQueries({ queryKey: KEYS.preview(id) });
        return client.invalidateQueries({ queryKey: KEYS.list });
      },
    })),
  );
}

/** What a visitor gets of a profile. */
export function usePreview(id: () => string): PagedEntries {
  return usePagedEntries(
    () => KEYS.preview(id()),
    (cursor) => trpc.profiles.preview.query({ id: id(), cursor, limit: PREVIEWED }),
  );
}

/** Takes in a profile as it is now; what a visitor sees of it is asked for anew. */
function useHold(): (profile: Profile) => Promise<void> {
  const client = useQueryClient();
  return async (profile) => {
    client.setQueryData(KEYS.one(profile.id), profile);
    await Promise.all([
      client.invalidateQueries({ queryKey: KEYS.list }),
      client.resetQueries({ queryKey: KEYS.preview(profile.id) }),
      // Its numbers, too.
      client.resetQueries({
        predicate: ({ queryKey: [room, , of] }) => room === "timeline" && of === profile.id,
      }),
    ]);
  };
}
