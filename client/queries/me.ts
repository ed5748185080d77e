import { useMutation, useQuery, useQueryClient } from "@tanstack/solid-query";
import type { Me } from "../../shared/me.ts";
import { API_BASE } from "../lib/addresses.ts";
import { toFailure } from "../lib/failure.ts";
import { trpc } from "../trpc.ts";
import { type Loaded, toLoaded } from "./loaded.ts";
import { type Saving, toSaving } from "./saving.ts";

const KEY = ["me"];

/** Who is here; not asked at all while `isWanted` says no. */
export function useMe(isWanted: () => boolean = () => true): Loaded<Me> {
  return toLoaded(
    useQuery(() => ({
      queryKey: KEY,
      queryFn: () => trpc.me.get.query(),
      staleTime: 60_000,
      enabled: isWanted(),
    })),
  );
}

export type MeChange = Partial<Pick<Me, "name" | "handle" | "zone">>;

export function useUpdateMe(): Saving<MeChange, Me> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: (change: MeChange) => trpc.me.update.mutate(change),
      onSuccess: (me: Me) => {
        client.setQueryData(KEY, me);
        return client.invalidateQueries({ queryKey: KEY });
      },
    })),
  );
}

/** Has everything erased in a day; takes the person's own handle, typed out. */
export function useErase(): Saving<string, Me> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: (handle: string) => trpc.me.erase.mutate({ handle }),
      onSuccess: (me: Me) => void client.setQueryData(KEY, me),
    })),
  );
}

export function useCancelErase(): Saving<void, Me> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: () => trpc.me.cancelErase.mutate(),
      onSuccess: (me: Me) => void client.setQueryData(KEY, me),
    })),
  );
}

/** Forgets everything that was read, so that nothing of it outlives the session. */
export function useForgetAll(): () => void {
  const client = useQueryClient();
  return () => client.clear();
}

/** Ends the session and answers where to go next; throws a sentence when that failed. */
export async function signOut(): Promise<string> {
  const response = await fetch(`${API_BASE}/auth/logout`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  }).catch((error: unknown) => {
    throw new Error(toFailure(error).message);
  });
  if (!response.ok) throw new Error("Signing out did not work. Try again.");
  const answer: unknown = await response.json();
  const known = typeof answer === "object" && answer !== null && "redirect" in answer;
  return known && typeof answer.redirect === "string" ? answer.redirect : "/";
}
