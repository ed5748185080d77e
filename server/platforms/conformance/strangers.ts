import { createHttp, type PlatformHttp } from "../http.ts";
import type { PlatformAccount } from "../page.ts";
import type { ConnectInput, Platform } from "../platform.ts";
import type { Subject } from "./subject.ts";
import { syncFriend } from "./synced.ts";

export const NOW = Date.UTC(2026, 4, 14, 9);
/** Enough for what a stand-in tells of itself, and little to read fifty megabytes of. */
const MOST_BYTES = 1_000_000;
const PATIENCE_MS = 40;

/** What went out to a server that is none of ours. */
export interface Asked {
  readonly urls: string[];
}

/** A client whose network is one answer, whatever is asked. */
export function clientOf(
  platform: Platform,
  answer: () => Response | Promise<Response>,
  asked: Asked = { urls: [] },
): PlatformHttp {
  return createHttp({
    fetch: async (url) => {
      asked.urls.push(String(url));
      return await answer();
    },
    upstreamOrigin: null,
    hosts: platform.hosts,
    userAgent: platform.userAgent,
    isRateLimit: platform.isRateLimit,
    authorization: "Bearer token",
    now: () => NOW,
    timeoutMs: PATIENCE_MS,
    maxBytes: MOST_BYTES,
  });
}

/** An account as the platform itself made one. */
export async function accountOf(subject: Subject): Promise<PlatformAccount> {
  return (await syncFriend(subject)).session.account;
}

/** What somebody with an account there would type. */
export async function inputOf(subject: Subject): Promise<ConnectInput> {
  return (await syncFriend(subject)).session.input;
}
