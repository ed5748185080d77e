import { type Accessor, createEffect, createSignal, on } from "solid-js";
import type { PlatformFace } from "../../../shared/platforms.ts";
import type { Entry } from "../../../shared/timeline.ts";
import type { ToastText } from "../../components/toast.tsx";
import { entryName } from "../../lib/entry-name.ts";
import { type HiddenEntry, useHideEntry, useUndoHide } from "../../queries/hides.ts";

export interface Hiding {
  readonly hide: (entry: Entry) => void;
  /** Takes back what was hidden last, be it a while ago. */
  readonly undo: () => void;
  readonly canUndo: Accessor<boolean>;
  /** What has just happened; null when there is nothing to say. */
  readonly said: Accessor<ToastText | null>;
  /** Something else that has just happened; `z` takes back whatever was last. */
  readonly say: (said: ToastText) => void;
  readonly settle: () => void;
  /** The entry is about to go: the keyboard goes on beside it. */
  readonly leaves: (entry: Entry) => void;
}

/** Hides entries of the timeline, says so, takes it back, and keeps the keyboard where it was. */
export function createHiding(
  entries: Accessor<readonly Entry[] | undefined>,
  platform: (id: string) => PlatformFace | undefined,
): Hiding {
  const hiding = useHideEntry();
  const undoing = useUndoHide();
  const underWay = new Set<string>();
  const [hidden, setHidden] = createSignal<readonly HiddenEntry[]>([]);
  const [said, setSaid] = createSignal<ToastText | null>(null);
  const nameOf = (entry: Entry) => entryName(entry, platform(entry.platform));

  let leaving: { id: string; heir: HTMLElement | null } | null = null;
  let coming: string | null = null;
  createEffect(
    on(entries, (now) => {
      const isThere = (id: string) => now?.some((entry) => entry.id === id) ?? false;
      if (leaving !== null && !isThere(leaving.id)) {
        if (document.activeElement === document.body) focusOn(leaving.heir);
        leaving = null;
      }
      if (coming !== null && isThere(coming)) {
        focusOn(rowOf(coming));
        coming = null;
      }
    }),
  );

  function leaves({ id }: Entry): void {
    leaving = { id, heir: neighbourOf(id) };
  }

  async function hide(entry: Entry): Promise<void> {
    if (underWay.has(entry.id)) return;
    underWay.add(entry.id);
    leaves(entry);
    const done = await hiding.save(entry);
    underWay.delete(entry.id);
    if (done === null) {
      const why = hiding.failure()?.message ?? "";
      setSaid({ text: `Not hidden: ${nameOf(entry)}. ${why}`, undo: null });
      return;
    }
    setHidden((before) => [...before, done]);
    const text = `Hidden: ${nameOf(entry)}. It stays hidden, whatever is synced.`;
    setSaid({ text, undo: () => void takeBack(done) });
  }

  async function takeBack(one: HiddenEntry): Promise<void> {
    if (!hidden().includes(one)) return;
    setHidden((before) => before.filter((other) => other !== one));
    coming = one.entry.id;
    if ((await undoing.save(one)) === null) {
      coming = null;
      setHidden((before) => [...before, one]);
      const why = undoing.failure()?.message ?? "";
      setSaid({ text: `Still hidden: ${nameOf(one.entry)}. ${why}`, undo: null });
      return;
    }
    setSaid({ text: `Shown again: ${nameOf(one.entry)}.`, undo: null });
  }

  return {
    hide: (entry) => void hide(entry),
    undo: () => {
      const other = said()?.undo;
      const last = hidden().at(-1);
      if (other) other();
      else if (last) void takeBack(last);
    },
    canUndo: () => hidden().length > 0 || (said()?.undo ?? null) !== null,
    said,
    say: setSaid,
    settle: () => setSaid(null),
    leaves,
  };
}

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-entry]")];

function rowOf(id: string): HTMLElement | null {
  return rows().find((row) => row.dataset["entry"] === id) ?? null;
}

/** The row below, or else the one above. */
function neighbourOf(id: string): HTMLElement | null {
  const all = rows();
  const at = all.findIndex((row) => row.dataset["entry"] === id);
  return all[at + 1] ?? all[at - 1] ?? null;
}

function focusOn(row: HTMLElement | null): void {
  const target = row?.isConnected ? row : document.getElementById("main");
  target?.focus({ preventScroll: true });
}
