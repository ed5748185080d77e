import type { ItemRow } from "../../store/items.ts";
import type { KeptDay } from "../../store/profile-counts.ts";
import { createZonedClock } from "../../time/zoned-clock.ts";
import { createZonedDays } from "../../time/zoned-days.ts";
import { matches } from "../views/matches.ts";
import type { View } from "../views/view.ts";

/** Counts the items of a profile one by one, by days of its zone; `basis` is left to whoever keeps it. */
export interface Tally {
  /** Items that are seen, of the profile's owner; those outside of the view count for nothing. */
  add(rows: readonly ItemRow[]): void;
  /** The counts of a day. */
  of(day: number): Omit<KeptDay, "basis">;
}

export function createTally(view: View): Tally {
  const hourOf = createZonedClock(view.zone);
  const days = createZonedDays(view.zone);
  const connections = new Set(view.connections.map(({ id }) => id));
  const tallies = new Map<number, DayTally>();
  return {
    add: (rows) => {
      for (const row of rows) {
        if (!connections.has(row.connectionId)) continue;
        const isSeen = view.profile === null || !row.isPrivate;
        if (!isSeen && view.profile?.countsPrivate !== true) continue;
        if (!matches(view.terms, row, days)) continue;
        const hour = hourOf(row.occurredAt);
        const day = Math.floor(hour / 24);
        const tally = tallies.get(day) ?? { cells: new Map(), places: new Map(), unseen: 0 };
        tallies.set(day, tally);
        if (isSeen) count(tally, row, hour - day * 24);
        else tally.unseen += 1;
      }
    },
    of: (day) => {
      const tally = tallies.get(day);
      return {
        cells: [...(tally?.cells.values() ?? [])],
        places: [...(tally?.places.values() ?? [])],
        unseen: tally?.unseen ?? 0,
      };
    },
  };
}

interface DayTally {
  readonly cells: Map<string, KeptDay["cells"][number]>;
  readonly places: Map<string, KeptDay["places"][number]>;
  unseen: number;
}

function count(tally: DayTally, row: ItemRow, hour: number): void {
  const { platform, kind, placeName } = row;
  const cellName = JSON.stringify([platform, kind]);
  const cell = tally.cells.get(cellName) ?? [platform, kind, 0, Array<number>(24).fill(0)];
  cell[2] += 1;
  cell[3][hour] = (cell[3][hour] ?? 0) + 1;
  tally.cells.set(cellName, cell);
  const placeKey = JSON.stringify([platform, kind, placeName ?? ""]);
  const place = tally.places.get(placeKey) ?? [platform, kind, placeName ?? "", 0];
  place[3] += 1;
  tally.places.set(placeKey, place);
}
