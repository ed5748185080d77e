import type { Context } from "../../context.ts";
import type { Platform } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { bookOutsideLease } from "../../store/rate-limits.ts";
import { openLedger } from "./ledger.ts";
import { isAppOfPerson } from "./lines-of.ts";

/** What it used to ask whose account it is: that is asked before there is a run that could count it. */
export async function bookIdentity(
  ctx: Context,
  platform: Platform,
  { id, userId, clientId }: Pick<ConnectionRow, "id" | "userId" | "clientId">,
): Promise<void> {
  // Requests are told by the next answer.
  if (platform.quota === null || platform.quota.meter === "requests") return;
  const connection = { id, userId, platform: platform.id, clientId };
  const ledger = openLedger(ctx, { ...connection, unbooked: "{}", limits: [] }, platform);
  ledger.count({ requests: 1, usage: platform.identifyUsage ?? {}, told: null });
  const ownClientId = isAppOfPerson(ctx, connection) ? clientId : null;
  await bookOutsideLease(ctx.db, { ...connection, ownClientId }, ledger.added(), ctx.now());
}
