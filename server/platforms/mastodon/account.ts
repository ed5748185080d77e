import { PlatformError } from "../../errors.ts";
import { toAddress, toTitle } from "../item-text.ts";
import type { PlatformAccount } from "../page.ts";
import type { Account } from "./schema.ts";

/** Where an account is read: ids are those of one server. */
export interface Home {
  readonly server: string;
  readonly id: string;
}

/** `domain` is what stands in the handle; the server behind it may have another name. */
export function toAccount(found: Account, server: string, domain: string): PlatformAccount {
  return {
    externalId: `${server}/${found.id}`,
    handle: `${found.username}@${domain}`,
    displayName: toTitle(found.display_name) || null,
    url: toAddress(found.url) ?? `https://${server}/@${encodeURIComponent(found.username)}`,
    email: null,
  };
}

export function homeOf({ externalId }: PlatformAccount): Home {
  const [, server, id] = /^([^/\s]+)\/([\w.-]+)$/.exec(externalId) ?? [];
  if (server === undefined || id === undefined)
    throw new PlatformError("bad_response", "The account does not say on which server it is.");
  return { server, id };
}

export function domainOf({ handle }: PlatformAccount): string {
  return handle.slice(handle.indexOf("@") + 1);
}
