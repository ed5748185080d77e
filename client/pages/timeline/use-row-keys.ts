import type { KeyboardLine } from "../../components/line/create-line.ts";
import { useKeys } from "../../lib/keys.tsx";

/** The keys that move between rows and open them at their source; answers the row they stand on. */
export function useRowKeys(
  line: Pick<KeyboardLine, "here">,
  hasRows: () => boolean,
): () => HTMLElement | undefined {
  const rows = () => [...document.querySelectorAll<HTMLElement>("[data-entry]")];
  const current = () => rows().find((row) => row.dataset["entry"] === line.here());
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
  return current;
}

function isInSight(row: HTMLElement): boolean {
  const { top } = row.getBoundingClientRect();
  return top >= 80 && top < innerHeight;
}
