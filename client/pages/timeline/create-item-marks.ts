import { createSignal } from "solid-js";
import type { Item } from "../../../shared/item.ts";
import type { PlatformFace } from "../../../shared/platforms.ts";
import type { Entry, SingleEntry } from "../../../shared/timeline.ts";
import type { ItemActions } from "../../components/line/line-context.tsx";
import type { ToastText } from "../../components/toast.tsx";
import { entryName } from "../../lib/entry-name.ts";
import { useNote, usePin, useSplit } from "../../queries/marks.ts";

/** What was done last, and how it is taken back; null where nothing is to be. */
export type Say = (said: ToastText) => void;

export interface ItemMarks extends ItemActions {
  /** The entry whose note is being written. */
  readonly noted: () => SingleEntry | null;
  readonly closeNote: () => void;
  readonly saveNote: (text: string) => Promise<boolean>;
  readonly note: ReturnType<typeof useNote>;
  /** The entry of which it is asked why its items stand together. */
  readonly asked: () => Entry | null;
  readonly closeAsked: () => void;
}

/** Pins entries, writes notes beside them and keeps them apart; says so, and takes it back. */
export function createItemMarks(
  platform: (id: string) => PlatformFace | undefined,
  say: Say,
  /** An entry may become part of another. */
  leaves: (entry: Entry) => void,
): ItemMarks {
  const pinning = usePin();
  const note = useNote();
  const splitting = useSplit();
  const [noted, setNoted] = createSignal<SingleEntry | null>(null);
  const [asked, setAsked] = createSignal<Entry | null>(null);
  const nameOf = (entry: SingleEntry) => entryName(entry, platform(entry.platform));

  async function pin(entry: SingleEntry, isPinned: boolean): Promise<void> {
    if ((await pinning.save({ id: entry.item.id, isPinned })) === null) {
      const why = pinning.failure()?.message ?? "";
      say({
        text: `${isPinned ? "Not pinned" : "Still pinned"}: ${nameOf(entry)}. ${why}`,
        undo: null,
      });
      return;
    }
    stayOn(entry);
    say({
      text: `${isPinned ? "Pinned" : "No longer pinned"}: ${nameOf(entry)}.`,
      undo: () => void pin(entry, !isPinned),
    });
  }

  async function write(entry: SingleEntry, text: string): Promise<boolean> {
    const before = entry.item.note ?? "";
    const item = await note.save({ id: entry.item.id, text });
    if (item === null) return false;
    stayOn(entry);
    say({
      text: `${text === "" ? "Note taken away" : "Noted"}: ${nameOf(entry)}. Only you see it.`,
      undo: () => void write({ ...entry, item }, before),
    });
    return true;
  }

  async function split(entry: SingleEntry, other: Item, isApart: boolean): Promise<void> {
    const where = platform(other.platform)?.name ?? other.platform;
    if (entry.id === other.id) leaves(entry);
    if ((await splitting.save({ id: other.id, isApart })) === null) {
      const why = splitting.failure()?.message ?? "";
      say({ text: `Nothing was changed: ${nameOf(entry)}. ${why}`, undo: null });
      return;
    }
    say({
      text: isApart
        ? `The one on ${where} stands on its own now, for good.`
        : `The one on ${where} is one entry with the same elsewhere again.`,
      undo: () => void split(entry, other, !isApart),
    });
  }

  /** Its row is drawn anew with what it says now; the keyboard stays on it. */
  function stayOn(entry: Entry): void {
    setTimeout(() => {
      const here = document.activeElement;
      if (here !== null && here !== document.body && here.id !== "main") return;
      const rows = [...document.querySelectorAll<HTMLElement>("[data-entry]")];
      rows.find((row) => row.dataset["entry"] === entry.id)?.focus({ preventScroll: true });
    });
  }

  return {
    pin: (entry, isPinned) => void pin(entry, isPinned),
    split: (entry, other) => void split(entry, other, true),
    join: (entry) => void split(entry, entry.item, false),
    writeNote: setNoted,
    noted,
    closeNote: () => setNoted(null),
    saveNote: async (text) => {
      const entry = noted();
      if (entry === null || !(await write(entry, text))) return false;
      setNoted(null);
      stayOn(entry);
      return true;
    },
    note,
    askWhy: setAsked,
    asked,
    closeAsked: () => setAsked(null),
  };
}
