import type { Context } from "../../context.ts";
import type { LimitTold } from "../../platforms/http-failure.ts";
import type { Page, PlatformAccount } from "../../platforms/page.ts";
import type { Platform } from "../../platforms/platform.ts";
import { LeaseLostError } from "../../store/commit-fenced.ts";
import { moveConnection } from "../../store/connection-leases.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { parseJson } from "../../store/stored-json.ts";
import { isUnauthorised, judgeFailure } from "./judge-failure.ts";
import { openAccess } from "../access/open-access.ts";
import type { RunFailure } from "./run-failure.ts";
import type { Usage } from "./run-row.ts";

/** What came instead of a page, and what it cost. */
export interface FailedPage {
  readonly failure: RunFailure;
  readonly usage: Usage;
}

/** The platform's pages one after another; what goes wrong there comes as a value. */
export interface Source {
  next(ask: {
    readonly failures: number;
    /** What it may cost; see `PageRequest`. */
    readonly allowance: number | null;
  }): Promise<Page | FailedPage>;
  /** What the last answer told of the platform's limit; null where none did. */
  told(): LimitTold | null;
}

export async function openSource(
  ctx: Context,
  connection: ConnectionRow,
  platform: Platform,
): Promise<Source | { readonly failure: RunFailure }> {
  try {
    let told: LimitTold | null = null;
    const heard = (limit: LimitTold): void => void (told = limit);
    let access = await openAccess(ctx, connection, platform, heard);
    let account = accountOf(connection);
    // A stored text that is no JSON reads as a new connection: the walk starts over, and doubles nothing.
    let cursor: unknown = connection.cursor === null ? null : parseJson(connection.cursor);
    const read = async (ask: Parameters<Source["next"]>[0]): Promise<Page> =>
      await platform.fetchPage({
        http: access.http,
        account,
        includePrivate: connection.includePrivate,
        cursor,
        now: ctx.now(),
        ...ask,
      });
    return {
      told: () => told,
      next: async (ask) => {
        try {
          const page = await read(ask).catch(async (error: unknown) => {
            const renewed = isUnauthorised(error) ? await access.renew() : null;
            if (renewed === null) throw error;
            access = renewed;
            return await read(ask);
          });
          cursor = page.cursor;
          // Before the items: after a crash the same page moves it again, to the same place.
          if (page.movedTo) await moveConnection(ctx.db, connection, page.movedTo);
          if (page.account?.externalId === account.externalId) account = page.account;
          return page;
        } catch (error) {
          if (error instanceof LeaseLostError) throw error;
          let usage: Usage = {};
          const failure = await judgeFailure(ctx, error, {
            connection,
            platform,
            http: access.http,
            identified: () => void (usage = platform.identifyUsage ?? {}),
          });
          return { failure, usage };
        }
      },
    };
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    const identified = (): void => undefined;
    const of = { connection, platform, http: null, identified };
    return { failure: await judgeFailure(ctx, error, of) };
  }
}

function accountOf(connection: ConnectionRow): PlatformAccount {
  const { externalId, handle, displayName, url, email } = connection;
  return { externalId, handle, displayName, url, email };
}
