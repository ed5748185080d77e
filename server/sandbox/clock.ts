import * as z from "zod";
import type { SandboxState } from "./state.ts";

const clockState = z.object({ frozenAt: z.int().nullable(), offset: z.int() });
const KEY = "clock";

/** `freeze: false` without anything else lets the clock go back to the machine's time. */
export const clockInput = z.object({
  freeze: z.boolean().optional(),
  now: z.union([z.int(), z.iso.datetime({ offset: true })]).optional(),
  advance_ms: z.int().optional(),
});

export interface SandboxClock {
  now(): Promise<number>;
  isFrozen(): Promise<boolean>;
  set(input: z.infer<typeof clockInput>): Promise<void>;
}

export function createClock(state: SandboxState, machine: () => number): SandboxClock {
  const read = async () => (await state.get(KEY, clockState)) ?? { frozenAt: null, offset: 0 };
  return {
    async now() {
      const { frozenAt, offset } = await read();
      return frozenAt ?? machine() + offset;
    },
    async isFrozen() {
      return (await read()).frozenAt !== null;
    },
    async set(input) {
      const before = await read();
      const isReleased = input.freeze === false && input.now === undefined;
      const start = isReleased ? machine() : (before.frozenAt ?? machine() + before.offset);
      const named = typeof input.now === "string" ? Date.parse(input.now) : input.now;
      const now = (named ?? start) + (input.advance_ms ?? 0);
      const freeze = input.freeze ?? before.frozenAt !== null;
      await state.put(
        KEY,
        freeze ? { frozenAt: now, offset: 0 } : { frozenAt: null, offset: now - machine() },
      );
    },
  };
}
