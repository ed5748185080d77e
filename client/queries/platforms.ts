import { useMutation, useQuery, useQueryClient } from "@tanstack/solid-query";
import type { PlatformInfo } from "../../shared/platforms.ts";
import { trpc } from "../trpc.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { type Saving, toSaving } from "./saving.ts";

const KEY = ["platforms"];

export function usePlatforms(): Loaded<PlatformInfo[]> {
  return toLoaded(
    useQuery(() => ({
      queryKey: KEY,
      queryFn: () => trpc.connections.platforms.query(),
      staleTime: 300_000,
      reconcile: "id",
    })),
  );
}

export interface OwnAppTexts {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Brings an app of one's own for this platform, or another one; the server tests it first. */
export function useSetOwnApp(platform: () => string): Saving<OwnAppTexts, PlatformInfo> {
  const hold = useHold();
  return toSaving(
    useMutation(() => ({
      mutationFn: (texts: OwnAppTexts) =>
        trpc.connections.setOwnApp.mutate({ platform: platform(), ...texts }),
      // The secret is not kept once it was used.
      gcTime: 0,
      onSuccess: hold,
    })),
  );
}

export function useRemoveOwnApp(platform: () => string): Saving<void, PlatformInfo> {
  const hold = useHold();
  return toSaving(
    useMutation(() => ({
      mutationFn: () => trpc.connections.removeOwnApp.mutate({ platform: platform() }),
      onSuccess: hold,
    })),
  );
}

function useHold(): (platform: PlatformInfo) => void {
  const client = useQueryClient();
  return (platform) =>
    client.setQueryData<PlatformInfo[]>(KEY, (list) =>
      list?.map((each) => (each.id === platform.id ? platform : each)),
    );
}
