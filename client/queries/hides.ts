import {
  type InfiniteData,
  type QueryClient,
  type QueryKey,
  useMutation,
  useQueryClient,
} from "@tanstack/solid-query";
import type { Entry, TimelinePage } from "../../shared/timeline.ts";
import { MOST_SHOWN_AGAIN } from "../../shared/timeline.ts";
import { endOfPageWith, withEntry, withoutEntry } from "../lib/hide-entries.ts";
import { trpc } from "../trpc.ts";
import { type PagedEntries, usePagedEntries } from "./paged-entries.ts";
import { type Saving, toSaving } from "./saving.ts";
import { timelineKeys } from "./timeline.ts";

const PAGE = 20;

type Held = InfiniteData<TimelinePage, string | null>;

/** What was hidden, and all that it takes to bring it back. */
export interface HiddenEntry {
  readonly entry: Entry;
  /** The items that were hidden with it, and not before. */
  readonly ids: readonly string[];
  /** Where the page that it stood on ends. */
  readonly end: string | null | undefined;
  /** The list that it stood in. */
  readonly list: QueryKey;
}

/** Hides an entry, and takes it from the timeline as it is held. */
export function useHideEntry(): Saving<Entry, HiddenEntry> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: async (entry: Entry): Promise<HiddenEntry> => {
        const { ids } = await trpc.timeline.hide.mutate({ id: entry.id });
        const list = keyOfShown(client);
        const held = client.getQueryData<Held>(list)?.pages ?? [];
        return { entry, ids, end: endOfPageWith(held, entry.id), list };
      },
      onSuccess: async (_, { id }) => {
        // A look that began before would bring it back.
        await client.cancelQueries({ queryKey: timelineKeys.head });
        change(client, (pages) => withoutEntry(pages, id), keyOfShown(client));
        client.setQueriesData<TimelinePage>(
          { queryKey: timelineKeys.head },
          (page) => page && withoutEntry([page], id)[0],
        );
        void client.invalidateQueries({ queryKey: timelineKeys.hidden });
      },
    })),
  );
}

/** Takes it back: just what was hidden with it, where that is not too much to name. */
export function useUndoHide(): Saving<HiddenEntry, HiddenEntry> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: async (hidden: HiddenEntry) => {
        const { entry, ids } = hidden;
        await trpc.timeline.show.mutate({
          ids: ids.length > MOST_SHOWN_AGAIN ? [entry.id] : [...ids],
        });
        return hidden;
      },
      onSuccess: ({ entry, end, list }) => {
        change(client, (pages) => withEntry(pages, entry, end), list);
        void client.invalidateQueries({ queryKey: timelineKeys.head });
        void client.invalidateQueries({ queryKey: timelineKeys.hidden });
      },
    })),
  );
}

/** What the person has hidden, newest first. */
export function useHidden(): PagedEntries {
  return usePagedEntries(
    () => timelineKeys.hidden,
    (cursor) => trpc.timeline.hidden.query({ cursor, limit: PAGE }),
  );
}

/** Shows an entry again, with all that is hidden of it, and takes it from what is hidden. */
export function useShowAgain(): Saving<Entry, Entry> {
  const client = useQueryClient();
  return toSaving(
    useMutation(() => ({
      mutationFn: async (entry: Entry) => {
        await trpc.timeline.show.mutate({ ids: [entry.id] });
        return entry;
      },
      onSuccess: ({ id }) => {
        change(client, (pages) => withoutEntry(pages, id), timelineKeys.hidden);
      },
    })),
  );
}

/** The list that is on the page now: the timeline, or what a filter leaves of it. */
function keyOfShown(client: QueryClient): QueryKey {
  const shown = client.getQueryCache().findAll({ queryKey: timelineKeys.list, type: "active" });
  return shown[0]?.queryKey ?? timelineKeys.list;
}

function change(
  client: QueryClient,
  how: (pages: TimelinePage[]) => TimelinePage[],
  key: QueryKey,
): void {
  client.setQueryData<Held>(key, (held) => held && { ...held, pages: how(held.pages) });
}
