import * as z from "zod";

/** What travels on the queue: up to 25 connections to sync. */
export const syncMessage = z.object({
  connections: z.array(z.string().min(1).max(64)).min(1).max(25),
  trigger: z.enum(["cron", "person", "connect"]),
  /** True once it has waited for another holder's lease to end; it does not wait twice. */
  hasWaited: z.boolean(),
});

export type SyncMessage = z.infer<typeof syncMessage>;
export type SyncTrigger = SyncMessage["trigger"];
