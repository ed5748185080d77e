import { PlatformError } from "../../errors.ts";
import type { HttpResponse, PlatformHttp } from "../http.ts";

export const API = "https://oauth.reddit.com";

/**
 * Asks the API. A refusal that is about the account itself is told as such: 403 for one that is
 * suspended, 404 for one that is deleted. Reddit also answers 403 for want of a scope, which a header
 * names, and with a page of HTML to networks that it blocks: neither says anything of the account.
 */
export async function ask(http: PlatformHttp, path: string, handle: string | null) {
  const response = await http.send({ url: `${API}${path}`, accept: [403, 404] });
  if (response.status === 403) throw refused(response, handle);
  if (response.status === 404) {
    throw new PlatformError("not_found", `${path} answered 404.`, {
      status: 404,
      told: `Reddit has no account ${nameOf(handle)} any more: it was deleted.`,
    });
  }
  return response;
}

function refused(response: HttpResponse, handle: string | null): PlatformError {
  const status = 403;
  if (/insufficient_scope/.test(response.headers.get("www-authenticate") ?? "")) {
    return new PlatformError("forbidden", "Reddit wants a scope that was not granted.", {
      status,
      told: "Reddit was not allowed to show the history of this account. Connect again, and leave every permission ticked.",
    });
  }
  if (/^\s*</.test(response.body)) {
    return new PlatformError("bad_response", "Reddit blocks this server.", {
      status,
      told: "Reddit blocks the requests of this server at the moment. It is asked again by itself.",
    });
  }
  return new PlatformError("forbidden", "Reddit does not let the account be read.", {
    status,
    told: suspended(handle),
  });
}

export function suspended(handle: string | null): string {
  return `Reddit does not let ${nameOf(handle)} be read: the account is suspended there. Only Reddit can lift that.`;
}

function nameOf(handle: string | null): string {
  return handle === null ? "of this name" : `u/${handle}`;
}
