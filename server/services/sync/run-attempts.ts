import type { RunOutcome } from "../../../shared/connections.ts";
import type { Context } from "../../context.ts";
import { LeaseLostError } from "../../store/commit-fenced.ts";
import { findHolder } from "../../store/connection-leases.ts";
import type { ConnectionRow } from "../../store/connections.ts";

/** A write of a run, once it is begun. */
export interface Attempt {
  /** What the connection's row names once it is made: each names another. */
  readonly leaseOwner: string | null;
  /** What the run came to with it; null for one in the middle. */
  readonly outcome: RunOutcome | null;
  /** It is made. */
  settle(): void;
}

/** The writes of one run: the reply of one may be lost, and not the write. */
export interface Attempts {
  make(write: Attempt, act: () => Promise<unknown>): Promise<void>;
  /**
   * Looks whether one that failed was made all the same: then it counts, and is not made again. Null
   * where none was. Throws `LeaseLostError`.
   */
  settle(): Promise<Attempt | null>;
  /** Whether nobody knows if the last one was made. */
  isUnsure(): boolean;
}

export function createAttempts(
  ctx: Context,
  connection: Pick<ConnectionRow, "id" | "fence">,
): Attempts {
  let unsure: Attempt | null = null;
  return {
    isUnsure: () => unsure !== null,
    make: async (write, act) => {
      unsure = write;
      try {
        await act();
      } catch (error) {
        if (error instanceof LeaseLostError) unsure = null;
        throw error;
      }
      write.settle();
      unsure = null;
    },
    settle: async () => {
      if (unsure === null) return null;
      const held = await findHolder(ctx.db, connection);
      if (held === null) throw new LeaseLostError();
      const write = unsure;
      unsure = null;
      if (held.leaseOwner !== write.leaseOwner) return null;
      write.settle();
      return write;
    },
  };
}
