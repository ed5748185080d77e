import { useMutation, useQueryClient } from "@tanstack/solid-query";
import { createEffect, createMemo, on, onCleanup } from "solid-js";
import { trpc } from "../trpc.ts";
import { connectionKeys } from "./connection-keys.ts";

/** Who looked away for so long has opened the app anew. */
const AWAY_MS = 5 * 60_000;

/**
 * Has quiet connections checked when the app is opened, and when its tab is looked at again. Nobody asked
 * for it, so nobody is told where it fails: how fresh everything is stands on every page.
 */
export function useWakeOnOpening(isHere: () => boolean): void {
  const client = useQueryClient();
  const mutation = useMutation(() => ({
    mutationFn: () => trpc.connections.wake.mutate(),
    onSuccess: ({ woken }: { woken: number }) => {
      if (woken > 0) void client.invalidateQueries({ queryKey: connectionKeys.list });
    },
  }));
  const wake = (): void => {
    if (isHere()) mutation.mutate();
  };
  // Once, however often it is asked who is here.
  createEffect(on(createMemo(isHere), wake));

  let hiddenAt: number | null = null;
  const look = (): void => {
    const now = Date.now();
    if (document.visibilityState === "hidden") {
      hiddenAt = now;
      return;
    }
    if (hiddenAt !== null && now - hiddenAt > AWAY_MS) wake();
    hiddenAt = null;
  };
  document.addEventListener("visibilitychange", look);
  onCleanup(() => document.removeEventListener("visibilitychange", look));
}
