import type { KeyboardLine } from "../../components/line/create-line.ts";
import { useKeys } from "../../lib/keys.tsx";
import { currentRow, useRowKeys } from "./use-row-keys.ts";

interface TimelineKeys {
  readonly line: KeyboardLine;
  readonly hasEntries: () => boolean;
  readonly hasNews: () => boolean;
  readonly showNews: () => void;
  /** Hides the entry of this id. */
  readonly hide: (entryId: string) => void;
  /** The keyboard stands on an entry that can be pinned, and noted. */
  readonly canMark: () => boolean;
  readonly pin: () => void;
  readonly writeNote: () => void;
  readonly canUndo: () => boolean;
  readonly undo: () => void;
}

/** The keys of the timeline: they move between entries, and act on the one they stand on. */
export function useTimelineKeys(keys: TimelineKeys): void {
  const { line, hasEntries, hasNews, showNews } = keys;
  const current = () => currentRow(line);
  const isOnRow = () => isFocused(current());
  const canUnfold = () => isOnRow() && current()?.querySelector(".unfold") !== null;
  function unfold(): void {
    const id = line.here();
    if (id !== null && canUnfold()) line.toggle(id);
  }

  useKeys([
    {
      keys: "space",
      label: "Unfold or fold",
      hint: { keys: "space", text: "unfold", when: hasEntries },
      // Taken on every row: where nothing unfolds, the page must not scroll away.
      when: isOnRow,
      run: unfold,
    },
    { keys: "enter", label: "Unfold or fold", when: canUnfold, run: unfold },
    {
      keys: "x",
      label: "Hide",
      hint: { keys: "x", text: "hide", when: hasEntries },
      when: () => current() !== undefined,
      run: () => {
        const id = line.here();
        if (id !== null) keys.hide(id);
      },
    },
    {
      keys: "z",
      label: "Take back what was done last",
      hint: { keys: "z", text: "undo", when: keys.canUndo },
      when: keys.canUndo,
      run: keys.undo,
    },
    {
      keys: ".",
      label: "Show what is new",
      hint: { keys: ".", text: "show new", when: hasNews },
      when: hasNews,
      run: showNews,
    },
    { keys: "p", label: "Pin, or take the pin away", when: keys.canMark, run: keys.pin },
    { keys: "n", label: "Write a note", when: keys.canMark, run: keys.writeNote },
  ]);
  useRowKeys(line, hasEntries);
}

function isFocused(row: HTMLElement | undefined): boolean {
  return row !== undefined && document.activeElement === row;
}
