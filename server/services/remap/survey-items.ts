import type { PlatformItem } from "../../platforms/page.ts";
import type { ReadAnswer } from "./read-answers.ts";

/** Which answer tells each item, and its figures: what is held of 100,000 items while they are made again. */
export interface Survey {
  /** In the order they came. */
  add(answer: ReadAnswer): void;
  tellsAny(contentHash: string): boolean;
  /** What this answer tells, and no later one. */
  itemsOf(answer: ReadAnswer): PlatformItem[];
}

interface Told {
  readonly by: string;
  readonly isSecondary: boolean;
  readonly figures: PlatformItem["figures"];
}

/** As syncs left it: the last that tells of an item counts, but never a poorer sight over a better. */
export function createSurvey(): Survey {
  const told = new Map<string, Told>();
  let tellers: Set<string> | null = null;
  return {
    add: ({ contentHash: by, items }) => {
      tellers = null;
      for (const [externalId, { isSecondary, figures }] of items) {
        const before = told.get(externalId);
        if (before && isSecondary && !before.isSecondary) continue;
        // An answer may know fewer than the one before it.
        const both = before ? { ...before.figures, ...figures } : figures;
        told.set(externalId, { by, isSecondary, figures: both });
      }
    },
    tellsAny: (contentHash) => {
      tellers ??= new Set([...told.values()].map(({ by }) => by));
      return tellers.has(contentHash);
    },
    itemsOf: ({ contentHash, items }) =>
      [...items.values()].flatMap((item) => {
        const one = told.get(item.externalId);
        return one?.by === contentHash ? [{ ...item, figures: one.figures }] : [];
      }),
  };
}
