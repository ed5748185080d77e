import { useMutation, useQuery, useQueryClient } from "@tanstack/solid-query";
import { createMemo, createSignal } from "solid-js";
import type { ConnectionSettings, SettingValues } from "../../shared/connections.ts";
import { trpc } from "../trpc.ts";
import { type Failure, toFailure } from "../lib/failure.ts";
import { type Loaded, toLoaded } from "./loaded.ts";

const settingsKey = (id: string) => ["connection-settings", id];

export interface SettingsInUse {
  readonly loaded: Loaded<ConnectionSettings>;
  /** As the person set them, also while that is on its way. */
  readonly values: () => SettingValues;
  readonly isSaving: () => boolean;
  /** Why the last change did not go through; the values are those before it. */
  readonly failure: () => Failure | null;
  readonly set: (name: string, value: SettingValues[string]) => Promise<void>;
  readonly canUndo: () => boolean;
  readonly undo: () => Promise<void>;
}

/**
 * The settings of one connection. A change is sent at once, one after the other; what was there
 * before stays within reach for as long as the page does.
 */
export function useConnectionSettings(id: () => string): SettingsInUse {
  const client = useQueryClient();
  const query = useQuery(() => ({
    queryKey: settingsKey(id()),
    queryFn: () => trpc.connections.settings.query({ id: id() }),
  }));
  const loaded = toLoaded<ConnectionSettings>(query);
  const mutation = useMutation(() => ({
    scope: { id: `settings ${id()}` },
    mutationFn: (values: SettingValues) =>
      trpc.connections.updateSettings.mutate({ id: id(), values }),
    onSuccess: (settings: ConnectionSettings) => {
      client.setQueryData(settingsKey(id()), settings);
      void client.invalidateQueries({ queryKey: ["timeline"] });
    },
  }));

  const [wanted, setWanted] = createSignal<SettingValues | null>(null);
  const [past, setPast] = createSignal<readonly SettingValues[]>([]);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const values = createMemo(() => wanted() ?? loaded.data()?.values ?? {});

  /** The newest wish decides what is shown; one that fails gives way to what the server has. */
  async function send(next: SettingValues): Promise<boolean> {
    setWanted(next);
    setFailure(null);
    try {
      await mutation.mutateAsync(next);
      setFailure(null);
      return true;
    } catch (error) {
      setFailure(toFailure(error));
      return false;
    } finally {
      if (wanted() === next) setWanted(null);
    }
  }
  async function set(name: string, value: SettingValues[string]): Promise<void> {
    const before = values();
    if (await send({ ...before, [name]: value })) setPast((all) => [...all, before]);
  }
  async function undo(): Promise<void> {
    const before = past().at(-1);
    if (before === undefined || mutation.isPending) return;
    if (await send(before)) setPast((all) => all.slice(0, -1));
  }

  return {
    loaded,
    values,
    isSaving: () => mutation.isPending,
    failure,
    set,
    canUndo: () => past().length > 0 && !mutation.isPending,
    undo,
  };
}

/** Places that a connection has items of, most first. */
export function usePlaces(
  id: () => string,
): Loaded<readonly { readonly name: string; readonly items: number }[]> {
  return toLoaded(
    useQuery(() => ({
      queryKey: ["connection-places", id()],
      queryFn: () => trpc.connections.places.query({ id: id() }),
    })),
  );
}
