import type { Check } from "./check.ts";
import { cursor } from "./cursor.ts";
import { definition } from "./definition.ts";
import { fixtures } from "./fixtures.ts";
import { hostile } from "./hostile.ts";
import { items, remap } from "./items.ts";
import { mapping } from "./mapping.ts";
import { reach } from "./reach.ts";
import { recordedBy, type ReadRecorded } from "./recorded.ts";
import { settings } from "./settings.ts";
import { sync } from "./sync.ts";
import { ties } from "./ties.ts";
import { unreadable } from "./unreadable.ts";

/** The columns of the table, in its order. */
export function checksWith(readRecorded: ReadRecorded): readonly Check[] {
  const recorded = recordedBy(readRecorded);
  return [
    definition,
    fixtures,
    mapping,
    items,
    remap,
    sync,
    reach,
    ties,
    unreadable,
    hostile,
    cursor,
    settings,
    recorded,
  ];
}
