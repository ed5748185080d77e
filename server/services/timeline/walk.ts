import type { ItemRow } from "../../store/items.ts";
import { TooRareError } from "../views/too-rare-error.ts";

/** Items one way along the timeline, read in steps. */
export interface Walk {
  /** The next items: so many as are expected to be enough, if that is a sensible step. None at the end. */
  step(expected: number): Promise<ItemRow[]>;
  readonly isDone: boolean;
  /** Where the last step stopped though there may be more, as it looked at so much in vain; else null. */
  readonly stoppedAt: number | null;
}

const LEAST = 8;
const MOST = 4000;

/** While few items were read, a step is at most some of them, so that little is read in vain. */
const FEW = 150;
const SHARE = 0.6;

export function createWalk(
  read: (key: number, limit: number) => Promise<ItemRow[]>,
  from: number,
  isCostly: boolean,
): Walk {
  let key = from;
  let total = 0;
  let isDone = false;
  let stoppedAt: number | null = null;
  const mostNow = (): number => {
    if (total === 0) return MOST;
    if (isCostly) return total * 4;
    return total < FEW ? Math.ceil(total * SHARE) : total * 2;
  };
  return {
    step: async (expected) => {
      if (isDone) return [];
      const size = Math.min(Math.max(LEAST, Math.min(expected, mostNow())), MOST);
      try {
        const rows = await read(key, size);
        stoppedAt = null;
        isDone = rows.length < size;
        key = rows.at(-1)?.id ?? key;
        total += rows.length;
        return rows;
      } catch (error) {
        if (!(error instanceof TooRareError)) throw error;
        stoppedAt = key = error.key;
        total += error.rows.length;
        return [...error.rows];
      }
    },
    get isDone() {
      return isDone;
    },
    get stoppedAt() {
      return stoppedAt;
    },
  };
}
