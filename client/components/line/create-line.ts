import { type Accessor, createMemo, createSelector, createSignal } from "solid-js";
import type { PlatformFace } from "../../../shared/platforms.ts";
import type { Scope } from "../../../shared/timeline.ts";
import { dayOf } from "../../lib/time.ts";
import type { Line } from "./line-context.tsx";

interface LineSource {
  readonly zone: Accessor<string>;
  readonly now: Accessor<number>;
  readonly platforms: Accessor<readonly PlatformFace[]>;
  /** A profile's, where it is not one's own. */
  readonly of?: Accessor<Scope>;
}

export interface KeyboardLine extends Line {
  /** The entry the keyboard stands on. */
  readonly here: Accessor<string | null>;
  /** The keyboard stands nowhere any more. */
  readonly leave: () => void;
  /** These entries are new, and no others. */
  readonly markNew: (entryIds: readonly string[]) => void;
}

/** A line with nothing opened and the keyboard nowhere yet. */
export function createLine(source: LineSource): KeyboardLine {
  const [opened, setOpened] = createSignal<ReadonlySet<string>>(new Set());
  const [here, setHere] = createSignal<string | null>(null);
  const [fresh, setFresh] = createSignal<ReadonlySet<string>>(new Set());
  const byId = createMemo(() => new Map(source.platforms().map((each) => [each.id, each])));
  return {
    zone: source.zone,
    now: source.now,
    of: () => source.of?.(),
    today: createMemo(() => dayOf(source.now(), source.zone())),
    platform: (id) => byId().get(id),
    isOpen: (id) => opened().has(id),
    toggle: (id) =>
      setOpened((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    isHere: createSelector<string | null, string>(here),
    setHere,
    here,
    leave: () => setHere(null),
    isNew: (id) => fresh().has(id),
    markNew: (ids) => setFresh(new Set(ids)),
  };
}
