import {
  type InfiniteData,
  type QueryClient,
  useMutation,
  useQueryClient,
} from "@tanstack/solid-query";
import type { Item } from "../../shared/item.ts";
import type { TimelinePage } from "../../shared/timeline.ts";
import { replaceItem } from "../lib/replace-item.ts";
import { trpc } from "../trpc.ts";
import { type Saving, toSaving } from "./saving.ts";
import { timelineKeys } from "./timeline.ts";

type Held = InfiniteData<TimelinePage, string | null>;

/** Pins an item, or takes the pin away. */
export function usePin(): Saving<{ id: string; isPinned: boolean }, Item> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: async ({ id, isPinned }: { id: string; isPinned: boolean }) =>
        (await trpc.timeline[isPinned ? "pin" : "unpin"].mutate({ id })).item,
      onSuccess: (item: Item) => takeIn(client, item),
    })),
  );
}

/** Writes beside an item; an empty text takes the note away. */
export function useNote(): Saving<{ id: string; text: string }, Item> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: async (note: { id: string; text: string }) =>
        (await trpc.timeline.note.mutate(note)).item,
      onSuccess: (item: Item) => takeIn(client, item),
    })),
  );
}

/** Keeps an item apart from the same on other platforms, or lets it be one entry with it again. */
export function useSplit(): Saving<{ id: string; isApart: boolean }, Item> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: async ({ id, isApart }: { id: string; isApart: boolean }) =>
        (await trpc.timeline[isApart ? "split" : "join"].mutate({ id })).item,
      // Entries come and go by it: what is held is read anew.
      onSuccess: () =>
        Promise.all([
          client.invalidateQueries({ queryKey: timelineKeys.list }),
          client.invalidateQueries({ queryKey: timelineKeys.head }),
        ]),
    })),
  );
}

/** A look that began before would bring back what the item was. */
async function takeIn(client: QueryClient, item: Item): Promise<void> {
  await client.cancelQueries({ queryKey: timelineKeys.head });
  client.setQueriesData<Held>(
    { queryKey: timelineKeys.list },
    (held) => held && { ...held, pages: replaceItem(held.pages, item) },
  );
  client.setQueriesData<TimelinePage>(
    { queryKey: timelineKeys.head },
    (page) => page && replaceItem([page], item)[0],
  );
}
