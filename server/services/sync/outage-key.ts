import type { Platform } from "../../platforms/platform.ts";
import type { ConnectionRow } from "../../store/connections.ts";
import { serverKey } from "../../store/outage-key.ts";

/** With whom a connection shares the servers that it asks; null where with nobody. */
export function outageKey(
  { id, hosts, isByServer }: Platform,
  { externalId }: Pick<ConnectionRow, "externalId">,
): string | null {
  if (isByServer === true) return serverKey(id, externalId);
  // Addresses of the open internet have nothing in common but their platform's name.
  return hosts === "public" ? null : id;
}
