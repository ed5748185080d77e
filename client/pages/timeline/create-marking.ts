import { onCleanup } from "solid-js";
import type { KeyboardLine } from "../../components/line/create-line.ts";

const SEEN_AFTER = 10_000;

/** Marks entries as new until others are, or until they were in front of the reader for ten seconds. */
export function createMarking(line: KeyboardLine): (ids: readonly string[]) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (document.hasFocus()) line.markNew([]);
      else addEventListener("focus", wait, { once: true });
    }, SEEN_AFTER);
  };
  onCleanup(() => {
    clearTimeout(timer);
    removeEventListener("focus", wait);
  });
  return (ids) => {
    line.markNew(ids);
    wait();
  };
}
