import { PlatformError } from "../../errors.ts";
import type { HttpResponse, PlatformHttp } from "../http.ts";
import { toTitle } from "../item-text.ts";
import type { PlatformAccount } from "../page.ts";
import { SITE } from "./map.ts";
import { inWordsOfDevpad } from "./refusal.ts";
import { session } from "./schema.ts";

/** Keys are for one part of devpad or for all of it: those that may read projects and tasks here. */
const SCOPES: readonly string[] = ["devpad", "media", "all"];

/** There is no such address there. */
const UNKNOWN: readonly number[] = [404, 410];

/** Whose key it is. An older devpad has `/verify` and no `/session`. */
export async function identify(http: PlatformHttp): Promise<PlatformAccount> {
  const first = await ask(http, "session");
  const answer = UNKNOWN.includes(first.status) ? await askOlder(http) : first;
  const { authenticated, user, scope } = answer.json(session);
  if (!authenticated || user == null) {
    throw new PlatformError("unauthorised", "devpad knows nobody by the key.", {
      told: "devpad does not know this key; it may have been revoked. Make a new one on devpad's account page.",
    });
  }
  if (scope != null && !SCOPES.includes(scope)) {
    throw new PlatformError("forbidden", `The key's scope is ${toTitle(scope)}.`, {
      told: `This key is for devpad's ${toTitle(scope)} only. Make one for “all”, “devpad” or “media” on devpad's account page.`,
    });
  }
  return {
    externalId: user.id,
    handle: toTitle(user.name) || toTitle(user.email?.split("@")[0]) || "devpad",
    displayName: null,
    url: SITE,
    email: user.email ?? null,
  };
}

async function askOlder(http: PlatformHttp): Promise<HttpResponse> {
  const answer = await ask(http, "verify");
  if (!UNKNOWN.includes(answer.status)) return answer;
  throw new PlatformError("not_found", "devpad has neither /session nor /verify.", {
    status: answer.status,
    told: "devpad does not answer in a way that is known here. Nothing was connected.",
  });
}

async function ask(http: PlatformHttp, path: "session" | "verify"): Promise<HttpResponse> {
  try {
    return await http.send({ url: `${SITE}/api/auth/${path}`, accept: UNKNOWN });
  } catch (error) {
    throw inWordsOfDevpad(error, "connecting");
  }
}
