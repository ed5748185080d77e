import type { PlatformHttp } from "../http.ts";
import type { PlatformAccount } from "../page.ts";
import type { ConnectInput } from "../platform.ts";
import { toAccount } from "./account.ts";
import { REFUSALS, refusalOf } from "./refusal.ts";
import { profile } from "./schema.ts";

export const PROFILE = "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile";

/** Asks who the handle belongs to today. */
export async function identify(http: PlatformHttp, input: ConnectInput): Promise<PlatformAccount> {
  const actor = input["handle"] ?? "";
  const url = `${PROFILE}?${new URLSearchParams({ actor }).toString()}`;
  const answer = await http.send({ url, accept: REFUSALS });
  if (REFUSALS.includes(answer.status)) throw refusalOf(answer, { actor, known: false });
  return toAccount(answer.json(profile));
}
