import type { PlatformFace } from "../../shared/platforms.ts";
import type { Entry } from "../../shared/timeline.ts";
import { faceOf } from "../../shared/face-of.ts";
import { minuteOfDay } from "./time.ts";

export interface DayTick {
  readonly minute: number;
  /** 0 to 6. */
  readonly weight: number;
  readonly hue: string | undefined;
}

/** One tick for each item of a day, where its minute is. A group's parts weigh less than it. */
export function toDayTicks(
  entries: readonly Entry[],
  zone: string,
  platform: (id: string) => PlatformFace | undefined,
): DayTick[] {
  return entries.flatMap((entry) => {
    const info = platform(entry.platform);
    const items = entry.type === "group" ? entry.items : [entry.item];
    return items.map((item) => ({
      minute: minuteOfDay(item.occurredAt, zone),
      weight: faceOf(info, item.kind, item.state).weight,
      hue: info?.hue,
    }));
  });
}
