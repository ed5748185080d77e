import { toTitle } from "../item-text.ts";
import type { PlatformAccount } from "../page.ts";
import type { Profile } from "./schema.ts";
import { isHandle, profileAddress } from "./web-address.ts";

/** The DID stays for good; the handle is a name that may pass to somebody else. */
export function toAccount({ did, handle, displayName }: Profile): PlatformAccount {
  return {
    externalId: did,
    handle: isHandle(handle) ? handle : did,
    displayName: toTitle(displayName) || null,
    url: profileAddress(did, handle),
    email: null,
  };
}
