import type { KeyboardLine } from "../../components/line/create-line.ts";
import { useKeys } from "../../lib/keys.tsx";

type Place = Pick<KeyboardLine, "here">;

/** The row that the keyboard stands on. */
export function currentRow(line: Place): HTMLElement | undefined {
  return rows().find((row) => row.dataset["entry"] === line.here());
}

/** The keys that move between rows and open them at their source. */
export function useRowKeys(line: Place, hasRows: () => boolean): void {
  const current = () => currentRow(line);
  function move(step: 1 | -1): void {
    const all = rows();
    const row = current();
    const next = row ? all[all.indexOf(row) + step] : all.find(isInSight);
    next?.focus();
  }
  useKeys([
    {
      keys: "j",
      label: "Next entry",
      hint: { keys: "j k", text: "next, previous", when: hasRows },
      run: () => move(1),
    },
    { keys: "k", label: "Previous entry", run: () => move(-1) },
    {
      keys: "o",
      label: "Open at its source",
      hint: { keys: "o", text: "open", when: hasRows },
      when: () => current() !== undefined,
      run: () => current()?.querySelector<HTMLElement>("[data-source]")?.click(),
    },
  ]);
}

const rows = () => [...document.querySelectorAll<HTMLElement>("[data-entry]")];

function isInSight(row: HTMLElement): boolean {
  const { top } = row.getBoundingClientRect();
  return top >= 80 && top < innerHeight;
}
